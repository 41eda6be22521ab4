using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Evidence.Tools;
using ClinSeek.Reasoning.Likelihood.LookUps;

namespace ClinSeek.Reasoning.LanguageModel.Loop;

/// <summary>
/// What kind of question it is, as far as that decides where to look first. Broad seeking buries the newest rows, and what
/// comes next follows from them: such a question starts with them and gets a small budget.
/// </summary>
/// <param name="Name">The kind.</param>
/// <param name="Tables">The tables to look at first, most telling first.</param>
/// <param name="Rows">How many of a table's latest rows.</param>
/// <param name="Steps">The most steps; null for the case's own budget.</param>
internal sealed partial record TaskPolicy(string Name, IReadOnlyList<string> Tables, int Rows, int? Steps)
{
    private const string LatestRecords = "ehr.get_latest_records";

    private const int ShortCase = 8;

    private static readonly TaskPolicy Open = new("open", ["condition", "observation", "medication", "diagnostic_report"], 20, null);

    // What a question about the next row names, and the table that holds such rows.
    private static readonly (Regex Word, string Table)[] Kinds =
    [
        (Laboratory(), "observation"), (Vital(), "vital_sign"), (Drug(), "medication"), (Procedure(), "procedure"),
        (Diagnosis(), "condition"), (Transfer(), "encounter"), (Imaging(), "imaging_study"),
    ];

    /// <summary>The policy for a question.</summary>
    public static TaskPolicy For(string question)
    {
        if (!Next().IsMatch(question))
        {
            return Open;
        }

        string[] named = [.. Kinds.Where(kind => kind.Word.IsMatch(question)).Select(static kind => kind.Table)];
        return new TaskPolicy("next-row", [.. named.Concat(["encounter", "observation", "medication", "procedure"]).Distinct().Take(4)], 30, ShortCase);
    }

    /// <summary>Whether a question asks what comes next.</summary>
    public bool AsksForNextRow => Steps is not null;

    /// <summary>The look-ups to begin with, as far as the case has the tools.</summary>
    public IReadOnlyList<ToolCall> FirstCalls(IReadOnlySet<string> tools, IReadOnlyList<string> films)
    {
        List<ToolCall> calls = [];
        if (tools.Contains("ehr.get_table_names") && !AsksForNextRow)
        {
            calls.Add(new ToolCall("ehr.get_table_names", "{}"));
        }

        if (tools.Contains(LatestRecords))
        {
            calls.AddRange(Tables.Select(table => new ToolCall(LatestRecords, JsonSerializer.Serialize(new { table_name = table, n = Rows }))));
        }

        if (tools.Contains(ToolCalls.Film) && films.Count > 0 && !AsksForNextRow)
        {
            calls.Add(ToolCalls.Classify(films[^1]));
        }

        return calls;
    }

    [GeneratedRegex(@"\b(next|subsequent|upcoming)\b[^.?!]{0,60}\b(events?|labs?|laborator\w+|tests?|measurements?|vitals?|medications?|drugs?|prescriptions?|procedures?|orders?|transfers?|units?|microbiolog\w+|cultures?|imaging|radiolog\w+|diagnos[ei]s|services?|items?|rows?|steps? in the record)\b|\b(happens?|occurs?|ordered|prescribed|given|performed|measured|administered|recorded) next\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Next();

    [GeneratedRegex(@"\b(labs?|laborator\w+|tests?|measurements?|microbiolog\w+|cultures?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Laboratory();

    [GeneratedRegex(@"\bvitals?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Vital();

    [GeneratedRegex(@"\b(medications?|drugs?|prescri\w+|administered)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Drug();

    [GeneratedRegex(@"\b(procedures?|operations?|surger\w+|performed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Procedure();

    [GeneratedRegex(@"\bdiagnos[ei]s\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Diagnosis();

    [GeneratedRegex(@"\b(transfers?|units?|services?|wards?|events?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Transfer();

    [GeneratedRegex(@"\b(imaging|radiolog\w+|scans?|x-?rays?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Imaging();
}
