using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Tools;

/// <summary>The tools that find the candidates of closed questions. They read no patient. Parameter names are the reference system's.</summary>
internal sealed class CandidateMethods(CandidateSource? source)
{
    private const int Best = 5;
    private const int PageSize = 50;
    private const double LeastSimilarity = 0.5;
    private const int MaxQueries = 20;
    private const int MaxQuery = 500;

    public ToolResult GetCandidatesByKeyword(
        [Description("A candidate table's name.")] string table_name,
        [Description("Looked for literally in the candidates, whatever its case.")] string keyword,
        [Description(ToolArgumentTexts.Page)] int page = 1)
    {
        if ((Missing(table_name, [keyword], out CandidateTable table) ?? ScopedRecord.WrongPage(page)) is { } wrong)
        {
            return wrong;
        }

        CandidateHits hits = source!.Store.ByKeyword(table.Name, keyword, (page - 1) * PageSize, PageSize);
        string? next = page * PageSize < hits.Total ? $"call again with page={page + 1}" : null;
        return hits.Hits.Count == 0
            ? EhrAnswers.Empty($"No candidate of {table.Name} contains '{keyword.Trim()}'. ehr.get_candidates_by_fuzzy_matching finds other spellings.", complete: true)
            : Answer(table, [(keyword.Trim(), hits, null)], $"{hits.Hits.Count} of {hits.Total} candidates of {table.Name} that contain '{keyword.Trim()}':", next);
    }

    public ToolResult GetCandidatesByFuzzyMatching(
        [Description("A candidate table's name.")] string table_name,
        [Description("A text or a list of texts; the five candidates that are spelt most like each are given.")] JsonElement keywords)
    {
        string[] queries = Texts(keywords);
        return Missing(table_name, queries, out CandidateTable table) ?? Answer(
            table, [.. queries.Select(query => (query, source!.Store.ByFuzzyMatching(table.Name, query, Best), (string?)"0"))],
            $"The {Best} candidates of {table.Name} that are spelt most like each keyword, with their ratio (0 to 100):", null);
    }

    public async Task<ToolResult> GetCandidatesBySemanticSimilarity(
        [Description("A candidate table's name.")] string table_name,
        [Description("A text or a list of texts; the five candidates nearest in meaning to each are given.")] JsonElement query,
        CancellationToken cancellationToken = default)
    {
        string[] queries = Texts(query);
        if (Missing(table_name, queries, out CandidateTable table) is { } wrong)
        {
            return wrong;
        }

        IReadOnlyList<CandidateHits>? near = await NearAsync(table, queries, cancellationToken);
        string head = near is not null
            ? $"The candidates of {table.Name} nearest in meaning to each query, with the cosine of their embeddings by {source!.Model} ({LeastSimilarity} or more, {Best} at most):"
            : $"No embeddings of {table.Name} are at hand, so this is a lexical measure, blind to meaning: the candidates that share most runs of three letters with each query, with their cosine ({LeastSimilarity} or more, {Best} at most):";
        return Answer(
            table, [.. queries.Select((text, place) => (text, near?[place] ?? source!.Store.ByTrigrams(table.Name, text, LeastSimilarity, Best), (string?)"0.000"))], head, null);
    }

    private async Task<IReadOnlyList<CandidateHits>?> NearAsync(CandidateTable table, string[] queries, CancellationToken cancellationToken)
    {
        if (source is not { Generator: { } generator, Model: { } model })
        {
            return null;
        }

        GeneratedEmbeddings<Embedding<float>> vectors;
        try
        {
            vectors = await generator.GenerateAsync(queries, cancellationToken: cancellationToken);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or InvalidDataException || (unreachable is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }

        var hits = new List<CandidateHits>();
        foreach (Embedding<float> vector in vectors)
        {
            if (source.Store.ByVector(table.Name, model, Vectors.Normalised(vector.Vector.Span), LeastSimilarity, Best) is not { } found)
            {
                return null;
            }

            hits.Add(found);
        }

        return hits.Count == queries.Length ? hits : null;
    }

    private ToolResult? Missing(string? tableName, string[] queries, out CandidateTable table)
    {
        IReadOnlyList<CandidateTable> tables = source?.Store.Tables() ?? [];
        table = tables.FirstOrDefault(table => string.Equals(table.Name, tableName?.Trim(), StringComparison.OrdinalIgnoreCase))!;
        if (tables.Count == 0)
        {
            return ToolResult.Of(ToolOutcome.Failed, "There are no candidate tables. An operator imports them: vocabulary import FILE --name TABLE.");
        }

        if (table is null)
        {
            return ToolResult.Of(ToolOutcome.Failed, $"That is not a candidate table. Candidate tables: {string.Join(", ", tables.Select(static table => table.Name))}.");
        }

        return queries.Length is 0 or > MaxQueries || queries.Any(static query => query.Trim().Length is 0 or > MaxQuery)
            ? ToolResult.Of(ToolOutcome.Failed, $"Give 1 to {MaxQueries} texts of 1 to {MaxQuery} characters.")
            : null;
    }

    private static ToolResult Answer(CandidateTable table, IReadOnlyList<(string Query, CandidateHits Hits, string? Format)> answers, string head, string? next)
    {
        var lines = new List<string>();
        var rows = new List<JsonElement>();
        var locators = new List<Locator>();
        foreach (var (query, hits, format) in answers)
        {
            if (format is not null)
            {
                lines.Add($"[{query.Trim()}] {hits.Hits.Count} found:");
            }

            foreach (CandidateHit hit in hits.Hits)
            {
                string score = hit.Score is { } measure && format is not null ? " " + measure.ToString(format, CultureInfo.InvariantCulture) : "";
                string known = string.Join("; ", table.Columns.Zip(hit.Values).Where(static pair => pair.Second.Length > 0).Select(static pair => $"{pair.First} {pair.Second}"));
                lines.Add($"{hit.Candidate}{score}{(known.Length > 0 ? "; " + known : "")}");
                rows.Add(RowJson.Of(["table", "query", "candidate", "score", .. table.Columns], [table.Name, query.Trim(), hit.Candidate, hit.Score, .. hit.Values]));
                locators.Add(new Locator($"vocabulary/{table.Name}", hit.Candidate, ResultText.Quote(lines[^1], hit.Candidate)));
            }
        }

        ToolResult listing = EhrAnswers.Listing(ToolSchemas.EhrCandidates, head, ResultText.Fit(lines, ResultText.MaxChars - head.Length), rows, locators, complete: true, next);
        return listing with { Outcome = rows.Count == 0 ? ToolOutcome.Empty : listing.Outcome, Total = answers.Sum(static answer => answer.Hits.Total) };
    }

    private static string[] Texts(JsonElement texts) => texts.ValueKind switch
    {
        JsonValueKind.String => [texts.GetString()!],
        JsonValueKind.Array => [.. texts.EnumerateArray().Where(static text => text.ValueKind == JsonValueKind.String).Select(static text => text.GetString()!)],
        _ => [],
    };
}
