using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ClinSeek.Peers.FunctionsHost;
using ClinSeek.Peers.FunctionsHost.Invocations;

namespace ClinSeek.Functions.Tests.FunctionsHost;

/// <summary>How long turns are at a handler, and how many were there when it was killed. Only those are what a kill can fail.</summary>
internal sealed class TurnWatch
{
    private readonly ConcurrentDictionary<Guid, long> _open = new();
    private readonly ConcurrentBag<double> _first = [];
    private readonly ConcurrentBag<double> _later = [];
    private int _sinceStart;
    private int _struck;

    public HostScript Script() => new()
    {
        During = invocation =>
        {
            if (invocation.Trigger == "orchestrationTrigger")
            {
                _open[invocation.Id] = Stopwatch.GetTimestamp();
            }

            return Task.CompletedTask;
        },
        Answered = (invocation, answer) =>
        {
            if (_open.TryRemove(invocation.Id, out long began))
            {
                (Interlocked.Increment(ref _sinceStart) == 1 ? _first : _later).Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return answer;
        },
    };

    /// <summary>The handler is killed now.</summary>
    public void Killed()
    {
        _struck += _open.Count;
        _open.Clear();
        _sinceStart = 0;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{_struck} turns struck; a handler's first turn {Median(_first)}, later ones {Median(_later)}");

    private static string Median(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted is [] ? "none" : string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0.0} ms (95 %: {sorted[sorted.Length * 95 / 100]:0} ms, n={sorted.Length})");
    }
}
