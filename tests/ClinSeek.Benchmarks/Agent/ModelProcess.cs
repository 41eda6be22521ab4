using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace ClinSeek.Benchmarks.Agent;

/// <summary>
/// A <see cref="SteadyModel"/> in a process of its own, as a model is: what it costs does not count as the program's, and it
/// does not wait for the program's threads. It shares the machine's cores all the same.
/// </summary>
internal sealed class ModelProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ModelProcess(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<ModelProcess> StartAsync(TimeSpan latency, int places, int steps)
    {
        string[] arguments = [Text(latency.TotalMilliseconds), Text(places), Text(steps)];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ClinSeek.Benchmarks.dll"), "agent-model", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The model's process ended before it listened.");
        return new ModelProcess(process, new Uri(line));
    }

    /// <summary>The process itself: listens, says where, and ends with its input.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        int[] numbers = [.. args.Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];
        await using SteadyModel model = await SteadyModel.StartAsync(TimeSpan.FromMilliseconds(numbers[0]), numbers[1], numbers[2]);
        Console.WriteLine(model.Endpoint);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>How busy it was kept since a time stamp of this machine's steady clock.</summary>
    public async Task<ModelFigures> FiguresAsync(long started)
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync<ModelFigures>(new Uri(string.Create(CultureInfo.InvariantCulture, $"{Endpoint}/figures?started={started}"))))!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
