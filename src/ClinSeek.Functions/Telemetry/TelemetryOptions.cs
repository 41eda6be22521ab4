namespace ClinSeek.Functions.Telemetry;

/// <summary>Where spans and measurements go: section <c>Telemetry</c>; OpenTelemetry's own variables count where it says nothing.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Telemetry";

    /// <summary>The address of an OTLP receiver, such as <c>http://127.0.0.1:4318</c>; without one nothing leaves the process.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary><c>http/protobuf</c> or <c>grpc</c>.</summary>
    public string Protocol { get; set; } = "http/protobuf";

    /// <summary>Whether messages to and from models go into the spans. They hold PHI; the receiver must be allowed to have it.</summary>
    public bool CaptureContent { get; set; }

    /// <summary>How often measurements are sent.</summary>
    public TimeSpan MetricInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads the section, then OpenTelemetry's variables.</summary>
    public static TelemetryOptions Read(IConfiguration configuration)
    {
        TelemetryOptions options = Hosting.OptionsReader.Section<TelemetryOptions>(configuration, SectionName);
        options.OtlpEndpoint ??= configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        options.Protocol = configuration[$"{SectionName}:Protocol"] ?? configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] ?? options.Protocol;
        options.CaptureContent |= string.Equals(configuration["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"], "true", StringComparison.OrdinalIgnoreCase);
        return options;
    }

    /// <summary>What is wrong, with its remedy; null where nothing is.</summary>
    public string? Problem() => this switch
    {
        { OtlpEndpoint: { Length: > 0 } address } when !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https")
            => "Telemetry:OtlpEndpoint is not an http or https address; write it as http://127.0.0.1:4318.",
        _ when Protocol is not ("http/protobuf" or "grpc") => "Telemetry:Protocol is neither http/protobuf nor grpc.",
        _ when MetricInterval < TimeSpan.FromMilliseconds(100) => "Telemetry:MetricInterval is shorter than 100 ms.",
        _ => null,
    };
}
