using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using ClinSeek.Benchmarks.Engine;
using ClinSeek.Durable;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Durable.Protocol;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClinSeek.Benchmarks.Host;

/// <summary>
/// What the Functions host's envelope costs: a turn out of and into the envelope, against the same turn from protobuf
/// bytes to protobuf bytes, and against its replay alone. No HTTP. <c>host</c>
/// </summary>
public static class HostBenchmark
{
    private const int Runs = 9;

    public static Task<int> RunAsync(string[] args)
    {
        Engine.Measurement.PrintMachine("host: one turn of a sequence of activities; the envelope as the Functions host writes it");
        foreach (var length in (int[])[10, 100, 1_000])
            Measure(length);
        return Task.FromResult(0);
    }

    private static void Measure(int length)
    {
        var request = TurnHistory.Request(length);
        var message = request.ToByteArray();
        var body = Encoding.UTF8.GetBytes($"{{\"Data\":{{\"contextTrigger\":\"\\\"{Convert.ToBase64String(message)}\\\"\"}},\"Metadata\":{{\"sys\":{{\"MethodName\":\"Sequence\",\"UtcNow\":\"2026-01-02T03:04:05Z\",\"RandGuid\":\"0\"}}}}}}");
        var executor = new OrchestrationExecutor(EngineRig.Registry(), new DurableTaskWorkerOptions());
        var turns = new OrchestratorTurns(executor, TimeProvider.System, NullLogger<OrchestratorTurns>.Instance);
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        var copy = new byte[body.Length];

        Action replay = () => executor.Execute(request);
        Action bytes = () =>
        {
            var response = executor.Execute(OrchestratorRequest.Parser.ParseFrom(message));
            response.WriteTo(output.GetSpan(response.CalculateSize())[..response.CalculateSize()]);
        };
        Action envelope = () =>
        {
            // The base64 is decoded in place, so every turn needs the body anew, as every request brings it.
            body.CopyTo(copy, 0);
            output.ResetWrittenCount();
            var reading = InvocationEnvelope.ReadAsync(PipeReader.Create(new ReadOnlySequence<byte>(copy)), copy.Length, CancellationToken.None);
            using var read = reading.GetAwaiter().GetResult();
            turns.Take(read, output);
        };

        var repetitions = Math.Max(20, 40_000 / length);
        List<double> replayed = [], turned = [], enveloped = [];
        for (var run = 0; run < Runs + 2; run++)
        {
            replayed.Add(Time(replay, repetitions));
            turned.Add(Time(bytes, repetitions));
            enveloped.Add(Time(envelope, repetitions));
        }

        Print(length, "replay alone", replayed);
        Print(length, "turn, bytes to bytes", turned);
        Print(length, "turn in the envelope", enveloped);
        var turn = Engine.Measurement.Median(turned.Skip(2));
        var added = Engine.Measurement.Median(enveloped.Skip(2)) - turn;
        var (turnBytes, envelopeBytes) = (Allocated(bytes), Allocated(envelope));
        Console.WriteLine(Engine.Measurement.Text(
            $"  {length,6} events: the envelope adds {100 * added / turn:N0} % of time and {(envelopeBytes - turnBytes) / (double)body.Length:N2} times the payload ({body.Length:N0} bytes) in allocations; the turn itself allocates {turnBytes:N0} bytes"));
    }

    private static void Print(int length, string name, List<double> times) =>
        Console.WriteLine(Engine.Measurement.Text($"  {length,6} events, {name,-21} ") + Engine.Measurement.Spread(times.Skip(2).ToArray(), "us"));

    private static double Time(Action turn, int repetitions)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < repetitions; i++)
            turn();
        return watch.Elapsed.TotalMicroseconds / repetitions;
    }

    // The smallest of several: what else allocates on this thread (tiering) comes on top.
    private static long Allocated(Action turn)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            turn();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
