using ClinSeek.Functions.Cases;
using ClinSeek.Reasoning.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClinSeek.Functions.Telemetry;

/// <summary>Sends spans and measurements over OTLP until it is let go; then what is left is sent, for five seconds at most. A receiver that is away costs a case nothing.</summary>
public sealed class TelemetryExport : IDisposable
{
    private const int LastFlush = 5_000;

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    /// <summary>Begins to send.</summary>
    public TelemetryExport(TelemetryOptions options)
    {
        ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService("clinseek", serviceVersion: CaseScribe.AppVersion).AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Instruments.Name)
            .AddOtlpExporter(exporter => Address(exporter, options, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Instruments.Name)
            .AddOtlpExporter((exporter, reader) =>
            {
                Address(exporter, options, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.MetricInterval.TotalMilliseconds;
            })
            .Build();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _traces.ForceFlush(LastFlush);
        _metrics.ForceFlush(LastFlush);
        _traces.Dispose();
        _metrics.Dispose();
    }

    // The exporter adds the signal's path to an address of the environment, and not to one that it is given.
    private static void Address(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        bool http = options.Protocol != "grpc";
        string root = options.OtlpEndpoint!.TrimEnd('/');
        exporter.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new Uri(http ? $"{root}/{path}" : root);
        exporter.TimeoutMilliseconds = LastFlush;
    }
}
