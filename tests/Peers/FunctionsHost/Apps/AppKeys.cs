namespace ClinSeek.Peers.FunctionsHost.Apps;

/// <summary>The keys of one run, made anew: the master key, the host key for all functions, the durable extension's system key, and one key a function.</summary>
public sealed class AppKeys
{
    private readonly Dictionary<string, string> _functions;

    internal AppKeys(IEnumerable<FunctionDefinition> functions) =>
        _functions = functions.ToDictionary(static function => function.Name, static _ => New(), StringComparer.OrdinalIgnoreCase);

    public string Master { get; } = New();

    /// <summary>Opens every function.</summary>
    public string Host { get; } = New();

    /// <summary>Opens the durable management API and nothing else.</summary>
    public string DurableSystem { get; } = New();

    /// <summary>Opens the webhook of the Event Grid extension and nothing else.</summary>
    public string EventGridSystem { get; } = New();

    public string OfFunction(string name) => _functions[name];

    internal bool Opens(FunctionDefinition function, string? key) => function.Trigger.Text("authLevel")?.ToUpperInvariant() switch
    {
        "ANONYMOUS" => true,
        "ADMIN" => key == Master,
        _ => key is not null && (key == Master || key == Host || key == OfFunction(function.Name)),
    };

    private static string New() => Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray())
        .Replace('+', '-').Replace('/', '_');
}
