using System.CommandLine;
using System.Globalization;
using ClinSeek.Functions.Hosting;
using ClinSeek.Knowledge;
using ClinSeek.Knowledge.Index;

namespace ClinSeek.Functions.Cli;

/// <summary><c>knowledge list</c>: which sources are configured, and what the local index holds with source and licence.</summary>
internal static class KnowledgeListCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("list", "List sources, imported files and codes");
        command.SetAction(parsed => Run(common.Read(parsed)));
        return command;
    }

    private static int Run(CommonSettings settings)
    {
        using KnowledgeRoom room = KnowledgeCommand.Open(settings);
        IReadOnlyList<KnowledgeIndex> indexes;
        try
        {
            indexes = room.Indexes;
        }
        catch (InvalidDataException error)
        {
            throw new UserErrorException(error.Message, inner: error);
        }

        (int codes, int categories) = room.Terminology.Count();
        ImportedOrigin[] origins = [.. indexes.SelectMany(static index => index.Origins())];
        if (settings.Json)
        {
            JsonOutput.Write(new { sources = room.Sources.Names, indexes = indexes.Select(static index => index.Info), origins, codes, categories });
            return ExitCodes.Ok;
        }

        Screen.Standard.Write(0, 0, "Sources: " + string.Join(", ", room.Sources.Names));
        Screen.Standard.Table(
            ["passages", "licence", "source", "from"],
            [.. origins.Select(static origin => (IReadOnlyList<string>)[origin.Passages.ToString(CultureInfo.InvariantCulture), origin.License, origin.Source, origin.Name])]);
        Screen.Standard.Write(0, 0, string.Create(CultureInfo.InvariantCulture, $"Codes: {codes} of ICD-10-CM, {categories} categories of CCSR"));
        return ExitCodes.Ok;
    }
}
