using System.Diagnostics;
using System.Text.Json;

namespace ClinSeek.Benchmarks.Start;

/// <summary>From starting the process to the first healthy answer of <c>/health</c>, cold in the sense of a new process and an empty data folder.</summary>
internal static class StartBenchmark
{
    private const int Runs = 7;

    public static async Task<int> RunAsync(string[] args)
    {
        Measurement.PrintConditions("start: process start to first healthy answer, new data folder each time");
        string program = Path.Combine(AppContext.BaseDirectory, "ClinSeek.Functions.dll");
        var figures = new List<double>();
        for (int run = 0; run < Runs; run++)
        {
            figures.Add(await MeasureAsync(program));
        }

        Measurement.PrintSpread("start to first healthy answer", figures, "ms");
        return 0;
    }

    private static async Task<double> MeasureAsync(string program)
    {
        string data = Directory.CreateTempSubdirectory("clinseek-start-").FullName;
        var start = new ProcessStartInfo("dotnet", [program, "--data", Path.Combine(data, "data"), "--key-file", Path.Combine(data, "keys.json")])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ClinSeek__Port"] = "0";
        var clock = Stopwatch.StartNew();
        using Process host = Process.Start(start)!;
        try
        {
            using var http = new HttpClient();
            string addressFile = Path.Combine(data, "data", "host.json");
            while (!await IsHealthyAsync(http, addressFile))
            {
                await Task.Delay(5);
            }

            return clock.Elapsed.TotalMilliseconds;
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, string addressFile)
    {
        try
        {
            string? address = JsonDocument.Parse(await File.ReadAllBytesAsync(addressFile)).RootElement.GetProperty("Address").GetString();
            return address is not null && (await http.GetAsync(new Uri(new Uri(address), "health"))).IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is IOException or HttpRequestException or JsonException)
        {
            return false;
        }
    }
}
