using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ClinSeek.Reasoning.Telemetry;

namespace ClinSeek.Functions.Tests.Telemetry;

/// <summary>Keeps the spans of one case and the names of all instruments that measured.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentDictionary<string, int> _instruments = new();
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Reasoning.Telemetry.Instruments.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Reasoning.Telemetry.Instruments.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => _instruments.AddOrUpdate(instrument.Name, 1, static (_, count) => count + 1));
        _meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => _instruments.AddOrUpdate(instrument.Name, 1, static (_, count) => count + 1));
        _meters.Start();
    }

    public IReadOnlyDictionary<string, int> Instruments => _instruments;

    /// <summary>The spans of a case; a model call's is known by the trace that it stands in.</summary>
    public IReadOnlyList<Activity> Of(string caseId)
    {
        HashSet<ActivityTraceId> traces = [.. _spans.Where(span => (string?)span.GetTagItem(GenAi.ConversationId) == caseId).Select(static span => span.TraceId)];
        return [.. _spans.Where(span => traces.Contains(span.TraceId))];
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }
}
