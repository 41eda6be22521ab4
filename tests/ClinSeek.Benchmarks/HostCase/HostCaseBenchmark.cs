using System.Globalization;
using ClinSeek.Peers.FunctionsHost;

namespace ClinSeek.Benchmarks.HostCase;

/// <summary>
/// One demo case from the request to its end, by the same published program: with its embedded engine, and under the test host's
/// Functions host. Both over HTTP, with files as their store, taking turns on a warm process.
/// </summary>
internal static class HostCaseBenchmark
{
    private const int WarmUp = 5;

    private const int Cases = 30;

    private const string Missing = "There is no app folder there. Make it first: dotnet publish src/ClinSeek.Functions -o artifacts/app";

    public static async Task<int> RunAsync(string[] args)
    {
        string app = Path.GetFullPath(args.FirstOrDefault() ?? Path.Combine("artifacts", "app"));
        if (!File.Exists(Path.Combine(app, "host.json")))
        {
            await Console.Error.WriteLineAsync($"{app}: {Missing}");
            return 2;
        }

        Measurement.PrintConditions($"host-case: a demo case to its end, {Cases} times on each host after {WarmUp} to warm up");
        string folder = Directory.CreateTempSubdirectory("clinseek-host-case-").FullName;
        try
        {
            using LocalProcess local = await LocalProcess.StartAsync(app, Path.Combine(folder, "local"));
            await using TestHost host = await TestHost.StartAsync(new TestHostOptions
            {
                AppFolder = app,
                Environment = new Dictionary<string, string>(LocalProcess.Settings(Path.Combine(folder, "functions"))) { ["TASKHUB_NAME"] = "Benchmark" },
            });
            using HttpClient functions = host.CreateClient();
            var (embedded, hosted) = (new List<double>(), new List<double>());
            for (int number = 0; number < WarmUp + Cases; number++)
            {
                double first = await DemoCase.MeasureAsync(local.Http);
                double second = await DemoCase.MeasureAsync(functions);
                if (number >= WarmUp)
                {
                    embedded.Add(first);
                    hosted.Add(second);
                }
            }

            Measurement.PrintSpread("embedded engine", embedded, "ms");
            Measurement.PrintSpread("under the test host", hosted, "ms");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio of the medians: {Median(hosted) / Median(embedded):0.00} (target: below 1.5)"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
