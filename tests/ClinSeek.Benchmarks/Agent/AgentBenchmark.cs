using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using ClinSeek.Durable.Client;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Benchmarks.Agent;

/// <summary>
/// What the program costs beside its language model: one long case with a model that answers at once, then two hundred cases
/// at once that share a model which takes 500 ms. The cases run under the program's own runtime settings, the model in a
/// process of its own. <c>agent [cases] [places ...]</c>; without places the second part is left out.
/// </summary>
internal static class AgentBenchmark
{
    private const int LongSteps = 40;
    private const int ShortSteps = 7;
    private const int WarmUp = 2;
    private const int WarmUpCases = 100;
    private const int Runs = 7;
    private static readonly TimeSpan Thinking = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Patients = ["demo-01-arden", "demo-02-brook", "demo-03-corso", "demo-06-fabel", "demo-07-grieg"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (!AsProgram.IsOne)
        {
            return await AsProgram.RunAsync(["agent", .. args]);
        }

        int cases = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        int[] places = args.Length > 0 ? [.. args[1..].Select(static text => int.Parse(text, CultureInfo.InvariantCulture))] : [16, 32, 64];
        Measurement.PrintConditions($"agent: a case of {LongSteps} steps and {2 * LongSteps} calls, {Runs} times after {WarmUp} to warm up; then, after {WarmUpCases} to warm up, {cases} cases at once of {ShortSteps} steps and a finish");
        using var data = DiskFolder.Create("agent");
        Console.WriteLine($"# data on {data}");
        await MeasureLongCaseAsync(data.Path);
        if (places.Length > 0)
        {
            await WarmUpAsync(data.Path);
        }

        foreach (int number in places)
        {
            await MeasureManyCasesAsync(data.Path, cases, number);
        }

        return 0;
    }

    private static async Task MeasureLongCaseAsync(string root)
    {
        await using ModelProcess model = await ModelProcess.StartAsync(TimeSpan.Zero, places: 64, LongSteps);
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

    /// <summary>A server runs for days; what many cases at once have compiled in the first seconds would be a fifth of what is measured.</summary>
    private static async Task WarmUpAsync(string root)
    {
        await using ModelProcess model = await ModelProcess.StartAsync(TimeSpan.Zero, places: 64, ShortSteps);
        await using AgentHost host = await AgentHost.StartAsync(root, model.Endpoint, places: 64);
        await Task.WhenAll(Enumerable.Range(0, WarmUpCases).Select(number => host.RunAsync($"warm-{number}", AgentHost.Request(Patients[number % Patients.Length], ShortSteps + 5))));
    }

    private static async Task MeasureManyCasesAsync(string root, int cases, int places)
    {
        await using ModelProcess model = await ModelProcess.StartAsync(Thinking, places, ShortSteps);
        await using AgentHost host = await AgentHost.StartAsync(root, model.Endpoint, places);
        using var ended = new CancellationTokenSource();
        Task<long> memory = PeakAsync(ended.Token);
        Environment.ProcessCpuUsage before = Environment.CpuUsage;
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan compiled = JitInfo.GetCompilationTime();
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, cases).Select(number => host.RunAsync($"many-{number}", AgentHost.Request(Patients[number % Patients.Length], ShortSteps + 5))));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        ModelFigures busy = await model.FiguresAsync(started);
        Environment.ProcessCpuUsage after = Environment.CpuUsage;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        compiled = JitInfo.GetCompilationTime() - compiled;
        await ended.CancelAsync();
        double peak = await memory / 1048576.0;
        double ideal = busy.Answered * Thinking.TotalSeconds / Math.Min(places, cases);
        double user = (after.UserTime - before.UserTime).TotalSeconds, kernel = (after.PrivilegedTime - before.PrivilegedTime).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cases} cases at once, model of 500 ms with {places} places: saturation {busy.Saturation:0.0%} while there was work for all places, {busy.FullFor:0.0} s (target: 95 %); before that {busy.Ramp:0.0} s, in which the records are opened and the first prompts written, after it {busy.Tail:0.0} s of the last cases; whole run {ideal / seconds:0.0%}: {busy.Answered} calls in {seconds:0.0} s (the model alone: {ideal:0.0} s), {(user + kernel) / busy.Answered * 1000:0.0} ms of processor a turn ({user / busy.Answered * 1000:0.0} the program, {kernel / busy.Answered * 1000:0.0} the kernel for it; {busy.Processor / busy.Answered * 1000:0.0} more the model), {(user + kernel) / seconds:0.00} cores, {compiled.TotalMilliseconds / busy.Answered:0.0} ms of compiling and {bytes / 1024.0 / busy.Answered:0} KiB allocated a turn, peak memory {peak:0} MiB (target: below 1,536)"));
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
