using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using ClinSeek.Ehr.SqlOnFhir;

namespace ClinSeek.Benchmarks.Flatten;

/// <summary>
/// One ordinary ViewDefinition over the same parsed resources in two engines, after each other in one run: this one, and the JavaScript
/// one of Medplum that npm has. The reference engine of the specification is not on npm. Both must give the same rows.
/// </summary>
internal static class EngineComparison
{
    private const int Runs = 30;

    private const string View = """
        {"resourceType":"ViewDefinition","name":"lab","status":"active","resource":"Observation",
        "where":[{"path":"category.coding.where(code = 'laboratory').exists()"}],
        "select":[{"column":[
        {"name":"id","path":"id","type":"id"},{"name":"status","path":"status","type":"code"},{"name":"effective","path":"effective.ofType(dateTime)","type":"dateTime"},
        {"name":"value","path":"value.ofType(Quantity).value","type":"decimal"},{"name":"unit","path":"value.ofType(Quantity).unit","type":"string"}]},
        {"forEach":"code.coding","column":[{"name":"system","path":"system","type":"uri"},{"name":"code","path":"code","type":"code"}]}]}
        """;

    private static string Folder => typeof(EngineComparison).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static item => item.Key == "FhirPeerFolder").Value!;

    public static async Task<int> RunAsync(ReadOnlyMemory<byte> bundle)
    {
        using JsonDocument page = JsonDocument.Parse(bundle);
        JsonElement[] resources = [.. page.RootElement.GetProperty("entry").EnumerateArray().Select(static entry => entry.GetProperty("resource"))];
        Measurement.PrintConditions(string.Create(CultureInfo.InvariantCulture, $"one view over {resources.Length} parsed resources, {Runs} runs of each engine"));
        var own = new Rows();
        double[] times = Time(resources, own);
        (double[] others, string[] rows) = await OtherAsync(resources);
        Measurement.PrintSpread("this engine", times, "ms");
        Measurement.PrintSpread("Medplum's engine on Node.js", others, "ms");
        bool same = own.Given.SequenceEqual(rows, StringComparer.Ordinal);
        Console.WriteLine(same ? $"{rows.Length} rows, the same from both" : $"THE ROWS DIFFER: {own.Given.Count} here, {rows.Length} there");
        return same ? 0 : 1;
    }

    private static double[] Time(JsonElement[] resources, Rows rows)
    {
        var runner = new ViewRunner(CompiledView.Compile(Encoding.UTF8.GetBytes(View)));
        return [.. Enumerable.Range(0, Runs).Select(_ =>
        {
            rows.Given.Clear();
            var clock = Stopwatch.StartNew();
            foreach (JsonElement resource in resources)
            {
                runner.Run(resource, rows);
            }

            return clock.Elapsed.TotalMilliseconds;
        })];
    }

    private static async Task<(double[] Times, string[] Rows)> OtherAsync(JsonElement[] resources)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, $"{{\"view\":{View},\"resources\":[{string.Join(',', resources.Select(static resource => resource.GetRawText()))}]}}");
            var start = new ProcessStartInfo("node")
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                ArgumentList = { "--experimental-websocket", "--no-warnings", "views.mjs", file, Runs.ToString(CultureInfo.InvariantCulture) },
            };
            using Process node = Process.Start(start) ?? throw new InvalidOperationException("node does not start; install Node.js 20.");
            string line = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            if (node.ExitCode != 0)
            {
                throw new InvalidOperationException("The engine from npm is not there. Build tests/ClinSeek.Ehr.Tests first, which fetches it.");
            }

            using JsonDocument said = JsonDocument.Parse(line);
            return (
                [.. said.RootElement.GetProperty("milliseconds").EnumerateArray().Select(static time => time.GetDouble())],
                [.. said.RootElement.GetProperty("rows").EnumerateArray().Select(static row => Line(row.EnumerateObject().Select(static cell => cell.Value.ToString())))]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Line(IEnumerable<string?> cells) => string.Join('|', cells);

    /// <summary>The rows as texts: making them is part of what a caller pays, here as there.</summary>
    private sealed class Rows : IViewRows
    {
        public List<string> Given { get; } = [];

        public void Add(ReadOnlySpan<ViewValue> row)
        {
            var line = new StringBuilder();
            for (int place = 0; place < row.Length; place++)
            {
                line.Append(place == 0 ? "" : "|").Append(row[place].Text);
            }

            Given.Add(line.ToString());
        }
    }
}
