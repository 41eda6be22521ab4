using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ClinSeek.Reasoning.Telemetry;

/// <summary>
/// The source of spans and the instruments. Spans and tags hold names, counts, codes and opaque ids, never what a person or a
/// record said. Recording never fails a case.
/// </summary>
public static class Instruments
{
    /// <summary>The name of source and meter, by which a host subscribes.</summary>
    public const string Name = "ClinSeek";

    // The conventions' own advice for these two; the default buckets of seconds and tokens would put everything into one.
    private static readonly double[] Durations = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly int[] Tokens = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304];

    /// <summary>Where spans come from.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Where measurements come from.</summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>Tokens of model calls by <see cref="GenAi.TokenType"/>, in tokens.</summary>
    public static Histogram<long> TokenUsage { get; } =
        Meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens that a model call used", null, new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Tokens] });

    /// <summary>Durations of model calls, in seconds.</summary>
    public static Histogram<double> OperationDuration { get; } =
        Meter.CreateHistogram("gen_ai.client.operation.duration", "s", "How long a model call took", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Durations });

    /// <summary>Durations of tool calls by tool and outcome, in seconds; its count is the number of calls.</summary>
    public static Histogram<double> ToolDuration { get; } =
        Meter.CreateHistogram("clinseek.tool.duration", "s", "How long a tool call took, by its outcome", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Durations });

    /// <summary>Steps taken, by reasoner and by what came of them.</summary>
    public static Counter<long> Steps { get; } = Meter.CreateCounter<long>("clinseek.case.steps", "{step}", "Steps that reasoners took");

    /// <summary>Model tokens of steps, by reasoner.</summary>
    public static Counter<long> StepTokens { get; } = Meter.CreateCounter<long>("clinseek.case.tokens", "{token}", "Model tokens that steps used");

    /// <summary>What steps cost, by reasoner; where a model's price is not known, nothing.</summary>
    public static Counter<double> Cost { get; } = Meter.CreateCounter<double>("clinseek.case.cost", "USD", "What model calls cost by the profile's prices");

    /// <summary>Cases that ended, by status.</summary>
    public static Counter<long> Cases { get; } = Meter.CreateCounter<long>("clinseek.case.ended", "{case}", "Cases that ended");

    /// <summary>Second readings, by reasoner and agreement.</summary>
    public static Counter<long> Checks { get; } = Meter.CreateCounter<long>("clinseek.case.checks", "{reading}", "Second readings held against a decision");
}
