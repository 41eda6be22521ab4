using System.Diagnostics;
using System.Globalization;
using ClinSeek.Durable.Client;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Benchmarks.Agent;

/// <summary>
/// What the program costs beside its language model: one long case with a model that answers at once, then two hundred cases
/// at once that share a model which takes 500 ms. <c>agent [cases] [places ...]</c>
/// </summary>
internal static class AgentBenchmark
{
    private const int LongSteps = 40;
    private const int ShortSteps = 7;
    private const int WarmUp = 2;
    private const int Runs = 7;
    private static readonly TimeSpan Thinking = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Patients = ["demo-01-arden", "demo-02-brook", "demo-03-corso", "demo-06-fabel", "demo-07-grieg"];

    public static async Task<int> RunAsync(string[] args)
    {
        int cases = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        int[] places = args.Length > 1 ? [.. args[1..].Select(static text => int.Parse(text, CultureInfo.InvariantCulture))] : [16, 32, 64];
        Measurement.PrintConditions($"agent: a case of {LongSteps} steps and {2 * LongSteps} calls, {Runs} times after {WarmUp} to warm up; then {cases} cases at once of {ShortSteps} steps and a finish");
        string root = Directory.CreateTempSubdirectory("clinseek-agent-").FullName;
        try
        {
            await MeasureLongCaseAsync(root);
            foreach (int number in places)
            {
                await MeasureManyCasesAsync(root, cases, number);
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureLongCaseAsync(string root)
    {
        await using SteadyModel model = await SteadyModel.StartAsync(TimeSpan.Zero, places: 64, LongSteps);
        await using AgentHost host = await AgentHost.StartAsync(root, model.Endpoint, places: 64);
        var seconds = new List<double>();
        for (int run = 0; run < WarmUp + Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            CaseView view = await host.RunAsync($"long-{run}", AgentHost.Request(Patients[0], LongSteps + 5));
            double taken = watch.Elapsed.TotalSeconds;
            int calls = await host.CallsAsync(view);
            if (view.Steps != LongSteps + 1 || calls != 2 * LongSteps)
            {
                throw new InvalidOperationException($"The case had {view.Steps} steps and {calls} calls.");
            }

            if (run >= WarmUp)
            {
                seconds.Add(taken);
            }
        }

        Measurement.PrintSpread("a 40-step, 80-call case, model of 0 ms", seconds, "s (target: below 1.5)");
        (long largest, long whole) = await HistoryAsync(host);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"durable history: {whole / 1024.0:0.0} KiB over the whole case (target: below 256), {largest / 1024.0:0.0} KiB at most at any time"));
    }

    /// <summary>
    /// Bytes of the engine's history of one case: what it holds at most, and what it has held altogether. A run that continues
    /// as new drops what came before, so what is added is what each run had grown to.
    /// </summary>
    private static async Task<(long Largest, long Whole)> HistoryAsync(AgentHost host)
    {
        (long largest, long dropped, long last) = (0, 0, 0);
        using var ended = new CancellationTokenSource();
        Task watching = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                long now = await BytesAsync(host);
                dropped += now < last ? last : 0;
                (largest, last) = (Math.Max(largest, now), now);
                await Task.Delay(1);
            }
        });
        await host.RunAsync("history", AgentHost.Request(Patients[0], LongSteps + 5));
        await ended.CancelAsync();
        await watching;
        return (largest, dropped + last);
    }

    private static async Task<long> BytesAsync(AgentHost host)
    {
        try
        {
            return (await host.Engine.Client!.GetHistoryAsync("history")).Sum(static item => (long)item.CalculateSize());
        }
        catch (OrchestrationNotFoundException)
        {
            // Not started yet.
            return 0;
        }
    }

    private static async Task MeasureManyCasesAsync(string root, int cases, int places)
    {
        await using SteadyModel model = await SteadyModel.StartAsync(Thinking, places, ShortSteps);
        await using AgentHost host = await AgentHost.StartAsync(root, model.Endpoint, places);
        using var self = Process.GetCurrentProcess();
        using var ended = new CancellationTokenSource();
        Task<long> memory = PeakAsync(ended.Token);
        TimeSpan processor = self.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, cases).Select(number => host.RunAsync($"many-{number}", AgentHost.Request(Patients[number % Patients.Length], ShortSteps + 5))));
        double seconds = watch.Elapsed.TotalSeconds;
        self.Refresh();
        double used = (self.TotalProcessorTime - processor).TotalSeconds;
        await ended.CancelAsync();
        double peak = await memory / 1048576.0;
        double ideal = model.Answered * Thinking.TotalSeconds / Math.Min(places, cases);
        (double ramp, double tail) = model.Edges(started);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cases} cases at once, model of 500 ms with {places} places: saturation {model.Saturation:0.0%} while there was work for all places, {model.FullFor:0.0} s (target: 95 %); before that {ramp:0.0} s, in which the records are opened and the first prompts written, after it {tail:0.0} s of the last cases; whole run {ideal / seconds:0.0%}: {model.Answered} calls in {seconds:0.0} s (the model alone: {ideal:0.0} s), {used / model.Answered * 1000:0.0} ms of processor a turn, {used / seconds:0.00} cores, peak memory {peak:0} MiB (target: below 1,536)"));
    }

    private static async Task<long> PeakAsync(CancellationToken ended)
    {
        using var self = Process.GetCurrentProcess();
        long most = 0;
        while (!ended.IsCancellationRequested)
        {
            self.Refresh();
            most = Math.Max(most, self.WorkingSet64);
            await Task.Delay(250, CancellationToken.None);
        }

        return most;
    }
}
