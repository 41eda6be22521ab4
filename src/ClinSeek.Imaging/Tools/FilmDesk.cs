using System.Text.Json;
using ClinSeek.Evidence.Tools;
using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Tools;

/// <summary>Hands the films of one case to its tools: holds each call to the case, finds and reads the film, and turns every expected failure into a result.</summary>
internal sealed class FilmDesk(IFilmSource films, IImageDecoder decoder, CaseScope scope)
{
    private const int StudiesListed = 20;

    /// <summary>Gives a call the film that it names, or the answer that it gets instead.</summary>
    /// <param name="arguments">The call's arguments.</param>
    /// <param name="name">The argument that names the study.</param>
    /// <param name="options">How the film is read.</param>
    /// <param name="use">What the call does with the film.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ToolResult> WithFilmAsync(
        ImageArguments arguments, string name, DecodeOptions options, Func<OpenedFilm, Task<ToolResult>> use, CancellationToken cancellationToken)
    {
        if (Refusal(arguments) is { } refusal) return refusal;
        if (arguments.Problem is { } problem) return ToolResult.Of(ToolOutcome.Failed, problem);
        string? asked = arguments.Text(name) ?? arguments.Text("image_path");
        if (Find(films.Missing.Keys, asked) is { } missing) return ToolResult.Of(ToolOutcome.Failed, $"The film of {missing} could not be had: {films.Missing[missing]}");
        if (films.Studies.Count == 0) return ToolResult.Of(ToolOutcome.Empty, "This case has no film. That says nothing about the chest.");
        if (Find(films.Studies, asked) is not { } study) return Unknown(asked, name);
        if (await films.ReadAsync(study, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"The film of {study} is listed but not stored. Open the case again from a source that has it.");
        }

        FilmResult<DecodedFilm> film = decoder.Decode(content, options, cancellationToken);
        if (!film.Succeeded) return Failed(study, "read", film.Failure);
        try
        {
            ToolResult result = await use(new OpenedFilm(study, film.Value)).ConfigureAwait(false);
            return films.Origin(study) is { } origin ? result with { Text = result.Text + "\n" + origin } : result;
        }
        catch (ModelUnavailableException exception)
        {
            return ToolResult.Of(ToolOutcome.Failed, exception.Outcome);
        }
    }

    /// <summary>A film that was not used, under the stable name of its failure.</summary>
    public static ToolResult Failed(string study, string done, FilmFailure failure) =>
        ToolResult.Of(ToolOutcome.Failed, $"{study} was not {done}: {JsonNamingPolicy.KebabCaseLower.ConvertName(failure.Kind.ToString())}: {failure}");

    private ToolResult? Refusal(ImageArguments arguments)
    {
        ScopeCheck check = scope.Check(arguments.Text("subject_id"), arguments.Text("timestamp"));
        if (!check.Allowed) return ToolResult.Of(ToolOutcome.Denied, check.Refusal!);
        return check.Cutoff == scope.Cutoff
            ? null
            : ToolResult.Of(ToolOutcome.Denied, "A film is not read under an earlier time than the case's: its own time is not known here. Leave timestamp out, and look up the study's time in the imaging_study table.");
    }

    private static string? Find(IEnumerable<string> studies, string? asked) => asked is null
        ? null
        : studies.FirstOrDefault(study => study == asked || study == "ImagingStudy/" + asked || study == "DiagnosticReport/" + asked);

    private ToolResult Unknown(string? asked, string name)
    {
        IEnumerable<string> listed = films.Studies.Take(StudiesListed);
        string more = films.Studies.Count > StudiesListed ? $" and {films.Studies.Count - StudiesListed} more" : string.Empty;
        string known = $"The films of this case: {string.Join(", ", listed)}{more}.";
        return asked is null
            ? ToolResult.Of(ToolOutcome.Failed, $"{name} is missing; give the study id of a film. {known}")
            : ToolResult.Of(ToolOutcome.Denied, $"{name} is not a film of this case. {known}");
    }
}
