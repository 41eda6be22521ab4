using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;

namespace ClinSeek.Benchmarks.Verify;

/// <summary>Entries a second through the ledger verifier, in memory and on one thread. Prints median and spread of seven runs.</summary>
public static class VerifyBenchmark
{
    private const int Runs = 7;

    /// <summary>Runs the benchmark; the first argument may give the number of entries.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        int entries = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        Console.WriteLine(
            $"ledger verify; .NET {Environment.Version}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {Runs} runs after one warm-up, "
            + "in memory, 1 thread, two commitments and two blob names an entry, blobs not read");
        await MeasureAsync("one checkpoint in all", entries, entries);
        await MeasureAsync("a checkpoint every 1,000 entries", entries, 1_000);
        await MeasureAsync("a checkpoint every entry (one ECDSA verification each)", 5_000, 1);
        return 0;
    }

    private static async Task MeasureAsync(string name, int entries, int every)
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (List<ReadOnlyMemory<byte>> lines, List<ReadOnlyMemory<byte>> checkpoints) = Write(entries, every, signer);
        var rates = new List<double>();
        for (int run = -1; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            VerificationReport report = await LedgerVerifier.VerifyAsync(
                new LedgerSource { Lines = lines, Checkpoints = checkpoints }, new VerificationOptions { PublicKey = signer }, CancellationToken.None);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!report.Ok || report.Count != entries)
            {
                throw new InvalidOperationException("The benchmark's own ledger did not verify: " + report.Reason);
            }

            if (run >= 0)
            {
                rates.Add(entries / seconds);
            }
        }

        rates.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {entries:N0} entries, median {rates[Runs / 2]:N0} entries/s (min {rates[0]:N0}, max {rates[^1]:N0})"));
    }

    private static (List<ReadOnlyMemory<byte>> Lines, List<ReadOnlyMemory<byte>> Checkpoints) Write(int entries, int every, ECDsa signer)
    {
        var lines = new List<ReadOnlyMemory<byte>>(entries);
        var checkpoints = new List<ReadOnlyMemory<byte>>();
        DateTimeOffset start = DateTimeOffset.UnixEpoch;
        LedgerHead head = LedgerHead.Genesis(CaseId.Parse("benchmark"));
        var digests = new Dictionary<string, string> { ["journal"] = new('a', 64), ["turn"] = new('b', 64) };
        for (int step = 0; step < entries; step++)
        {
            LedgerAppend append = LedgerChain.Append(head, new LedgerDraft
            {
                At = start.AddSeconds(step),
                Kind = step == 0 ? LedgerKinds.CaseOpened : LedgerKinds.StepRecorded,
                Actor = "orchestrator",
                Epoch = 0,
                Step = step == 0 ? null : step,
                Commitments = digests,
                Blobs = digests,
                Facts = new Dictionary<string, string> { ["outcome"] = "ok" },
            });
            lines.Add(append.Line);
            head = append.Head;
            if ((step + 1) % every == 0)
            {
                checkpoints.Add(HeadCheckpoint.Sign(head, start, signer).ToLine());
            }
        }

        return (lines, checkpoints);
    }
}
