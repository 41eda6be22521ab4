using System.CommandLine;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Hosting;

namespace ClinSeek.Functions.Cli;

/// <summary>The <c>CASE</c> argument of the commands that speak of one case.</summary>
internal static class CaseArgument
{
    public static Argument<string> Create() => new("CASE") { Description = "The case's id, as `cases` lists it" };

    public static CaseId Read(ParseResult parsed, Argument<string> argument) =>
        CaseId.TryParse(parsed.GetValue(argument), out CaseId id)
            ? id
            : throw new UserErrorException("That is not a case id: it has 1 to 60 characters of a-z, 0-9 and '-'. `cases` lists the ones there are.", ExitCodes.Usage);

    /// <summary>Opens the case's record for reading.</summary>
    public static CaseSession Open(CommonSettings settings, CaseId id)
    {
        Known(settings, id);
        return Composition.OpenReadOnly(settings);
    }

    /// <summary>An unknown case is said to be one before any key is asked for.</summary>
    public static CaseId Known(CommonSettings settings, CaseId id) => Composition.MayHaveCase(settings, id) ? id : throw Unknown(id, settings);

    public static UserErrorException Unknown(CaseId id, CommonSettings settings) =>
        new($"There is no case {id} in {Composition.Place(settings)}. `cases` lists the ones there are; --data names another folder.", ExitCodes.Usage);
}
