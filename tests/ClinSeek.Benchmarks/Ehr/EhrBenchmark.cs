using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Tools;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Benchmarks.Ehr;

/// <summary>
/// Every tool of the record on a synthetic patient of 10,000 rows, one caller, warm. Each call binds the tools anew and gives its
/// arguments as JSON, as an activity does. Prints the best, p50,
/// p99 and the mean processor time, which other work on the machine does not stretch; target: p50 under 3 ms.
/// </summary>
public static class EhrBenchmark
{
    private const int Warm = 50;
    private const int Candidates = 5_000;

    private static readonly CutoffTime Cutoff = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly (string Tool, object Arguments)[] Calls =
    [
        ("ehr.load_ehr", new { }),
        ("ehr.get_table_names", new { }),
        ("ehr.get_column_names", new { table_name = "observation" }),
        ("ehr.get_table_description", new { table_name = "observation" }),
        ("ehr.get_table_description", new { table_name = "condition" }),
        ("ehr.get_unique_values", new { table_name = "observation", column_name = "display" }),
        ("ehr.get_unique_values", new { table_name = "observation", column_name = "value_num" }),
        ("ehr.get_records_by_time", new { table_name = "observation", start_time = "2024-03-01", end_time = "2024-03-31" }),
        ("ehr.get_records_by_time", new { table_name = "observation", start_time = "2000-01-01", end_time = "2025-12-31", page = 100 }),
        ("ehr.get_event_counts_by_time", new { start_time = "2020-01-01", end_time = "2025-12-31" }),
        ("ehr.get_latest_records", new { table_name = "observation", n = 50 }),
        ("ehr.get_latest_records", new { table_name = "observation", n = 50, code = "17-4" }),
        ("ehr.get_records_by_keyword", new { table_name = "observation", keyword = "Analyte 17" }),
        ("ehr.get_records_by_keyword", new { table_name = "document", keyword = "dyspnoea" }),
        ("ehr.get_records_by_value", new { table_name = "observation", column_name = "value_num", value = "105.0" }),
        ("ehr.get_records_by_value", new { table_name = "condition", column_name = "display", value = "Condition 1" }),
        ("ehr.run_sql_query", new { sql_query = "SELECT row, resource, event_time, value_num FROM observation WHERE display = 'Analyte 17' ORDER BY event_time DESC LIMIT 50" }),
        ("ehr.run_sql_query", new { sql_query = "SELECT display, count(*), avg(value_num), max(event_time) FROM observation GROUP BY display ORDER BY 2 DESC LIMIT 20" }),
        ("ehr.get_candidates_by_keyword", new { table_name = "diagnoses", keyword = "heart" }),
        ("ehr.get_candidates_by_fuzzy_matching", new { table_name = "diagnoses", keywords = new[] { "chronic hart failure 12" } }),
        ("ehr.get_candidates_by_semantic_similarity", new { table_name = "diagnoses", query = new[] { "failure of the heart" } }),
        ("ehr.think", new { response = "The potassium rose after the dose was changed." }),
    ];

    /// <summary>Runs it; the first argument may give another number of calls a tool.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        int runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500;
        string folder = Directory.CreateTempSubdirectory("clinseek-ehr-").FullName;
        try
        {
            byte[] snapshot = PatientSnapshot.Build([SyntheticChart.Page()], SyntheticChart.Patient, Cutoff).Database.ToArray();
            using PatientDatabase database = PatientDatabase.Open(snapshot);
            long rows = database.Tables.Sum(table => (long)database.Query($"SELECT count(*) FROM {table.Name}", [], Cutoff, SqlGuardOptions.Default).Rows[0][0]!);
            Measurement.PrintConditions(string.Create(CultureInfo.InvariantCulture,
                $"ehr: {rows:N0} rows in {database.Tables.Count} tables, {snapshot.Length / 1_000_000.0:F1} MB; {Candidates:N0} candidates, no embedding model; {runs} calls a line after {Warm}, one caller"));
            var source = new CandidateSource(Vocabulary(folder));
            int slow = 0;
            foreach ((string tool, object arguments) in Calls)
            {
                slow += await MeasureAsync(database, source, tool, JsonSerializer.SerializeToElement(arguments), runs) ? 0 : 1;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Calls.Length - slow} of {Calls.Length} with p50 under 3 ms"));
            await CandidateBenchmark.RunAsync(folder, runs);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> MeasureAsync(PatientDatabase database, CandidateSource source, string tool, JsonElement arguments, int runs)
    {
        var scope = new CaseScope(SyntheticChart.Patient, Cutoff);
        var times = new double[runs];
        ToolResult? result = null;
        TimeSpan processor = default;
        for (int run = -Warm; run < runs; run++)
        {
            processor = run == 0 ? Environment.CpuUsage.TotalTime : processor;
            long start = Stopwatch.GetTimestamp();
            AIFunction function = new EhrTools(database, scope, source).Functions.Single(item => item.Name == tool);
            var given = new AIFunctionArguments(arguments.EnumerateObject().ToDictionary(static item => item.Name, static item => (object?)item.Value));
            result = (ToolResult?)await function.InvokeAsync(given);
            times[Math.Max(run, 0)] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        if (result is not { Outcome: ToolOutcome.Ok or ToolOutcome.Truncated })
        {
            throw new InvalidOperationException($"{tool} gave nothing to measure: {result?.Text}");
        }

        double used = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / runs;
        Array.Sort(times);
        double median = times[runs / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{tool,-44} best {times[0],7:F3}   p50 {median,8:F3}   p99 {times[(int)Math.Ceiling(0.99 * runs) - 1],8:F3}   processor {used,7:F3} ms   {result.Shown,4} of {result.Total,5}   {arguments.GetRawText()}"));
        return median < 3;
    }

    private static VocabularyStore Vocabulary(string folder)
    {
        string[] kinds = ["Acute heart failure", "Chronic kidney disease", "Fracture of radius", "Chronic heart failure", "Bacterial pneumonia", "Disorder of lipid metabolism"];
        var csv = new StringBuilder("candidate,code\n");
        for (int number = 0; number < Candidates; number++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{kinds[number % kinds.Length]} {number},X{number}\n");
        }

        string file = Path.Combine(folder, "diagnoses.csv");
        File.WriteAllText(file, csv.ToString());
        string store = Path.Combine(folder, "vocabulary.db");
        VocabularyImporter.Import(store, file, "diagnoses", null, null, CancellationToken.None);
        return new VocabularyStore(store);
    }
}
