using System.CommandLine;
using System.Globalization;
using ClinSeek.Functions.Hosting;
using ClinSeek.Knowledge;
using ClinSeek.Knowledge.Index;
using ClinSeek.Knowledge.Privacy;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Functions.Cli;

/// <summary><c>knowledge search QUERY</c>: what the configured sources find. Names, dates and numbers are scrubbed by their form first.</summary>
internal static class KnowledgeSearchCommand
{
    private const int Default = 10;

    public static Command Create(CommonOptions common)
    {
        var query = new Argument<string>("QUERY") { Description = "A few medical words, or a question in quotes" };
        var top = new Option<int>("--top") { Description = $"How many documents to show, at most {KnowledgeIndex.MaxHits} (default {Default})", DefaultValueFactory = static _ => Default, HelpName = "N" };
        var source = new Option<string?>("--from") { Description = "One source by name instead of all that are configured", HelpName = "SOURCE" };
        var command = new Command("search", "Search medical knowledge") { query, top, source };
        command.SetAction((parsed, cancellationToken) => RunAsync(common.Read(parsed), parsed.GetValue(query)!, Math.Clamp(parsed.GetValue(top), 1, KnowledgeIndex.MaxHits), parsed.GetValue(source), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonSettings settings, string query, int top, string? source, CancellationToken cancellationToken)
    {
        using KnowledgeRoom room = KnowledgeCommand.Open(settings);
        try
        {
            ScrubbedQuery scrubbed = QueryScrubber.General.Scrub(query);
            SourceResults found = await room.Sources.SearchAsync(scrubbed.Text, top, source, cancellationToken);
            string? note = string.Join(" ", new[] { scrubbed.Note, found.Note }.OfType<string>()) is { Length: > 0 } text ? text : null;
            if (settings.Json)
            {
                JsonOutput.Write(new { query = scrubbed.Text, note, total = found.Total, hits = found.Hits.Select(hit => Hit(hit, room)) });
                return ExitCodes.Ok;
            }

            if (note is not null)
            {
                Screen.Standard.Write(0, 0, note);
            }

            foreach (SourceHit hit in found.Hits)
            {
                Screen.Standard.Write(0, 2, new Run(hit.Title, Run.Bold), new Run(hit.Address, Run.Id));
                Screen.Standard.Write(2, 2, string.Join(' ', hit.Summary));
            }

            Screen.Standard.Write(0, 0, string.Create(CultureInfo.InvariantCulture, $"{found.Hits.Count} shown of {found.Total}."));
            return ExitCodes.Ok;
        }
        catch (Exception error) when (error is InvalidDataException or SourceException)
        {
            throw new UserErrorException(error.Message, inner: error);
        }
    }

    private static object Hit(SourceHit hit, KnowledgeRoom room)
    {
        Passage? passage = hit.Address.StartsWith(Passage.Scheme, StringComparison.Ordinal)
            ? room.Indexes.Select(index => index.Find(hit.Address[Passage.Scheme.Length..])).FirstOrDefault(static found => found is not null)
            : null;
        return new { hit.Address, hit.Title, hit.Summary, hit.Score, passage?.Id, passage?.OriginalId, passage?.Source, passage?.Url, passage?.License };
    }
}
