using ClinSeek.Ehr.SqlOnFhir;
using ClinSeek.Ehr.Tests.SqlOnFhir.Conformance;

namespace ClinSeek.Benchmarks.Conformance;

/// <summary>Writes the report that the registry of SQL-on-FHIR implementations reads.</summary>
internal static class ConformanceReport
{
    private const string Usage = "usage: conformance SUITE-FOLDER REPORT.json [--empty-join empty-string|nothing]";

    public static async Task<int> RunAsync(string[] args)
    {
        EmptyJoin? answer = args switch
        {
            [_, _] or [_, _, "--empty-join", "empty-string"] => EmptyJoin.EmptyString,
            [_, _, "--empty-join", "nothing"] => EmptyJoin.Nothing,
            _ => null,
        };
        if (answer is not { } emptyJoin || !Directory.Exists(args[0]))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        await using FileStream report = File.Create(args[1]);
        IReadOnlyDictionary<string, (int Passed, int All)> totals = SuiteReport.Write(args[0], new ViewOptions { EmptyJoin = emptyJoin }, report);
        foreach ((string tag, (int passed, int all)) in totals)
        {
            Console.WriteLine(FormattableString.Invariant($"{tag}: {passed} of {all}"));
        }

        return totals.TryGetValue("all", out (int Passed, int All) total) && total.Passed == total.All ? 0 : 1;
    }
}
