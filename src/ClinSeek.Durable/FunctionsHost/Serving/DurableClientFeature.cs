namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// What came with an invocation for talking to the engine: the text of its <c>durableClient</c> binding. Good for that
/// invocation only. Secret: holds the system key; never logged.
/// </summary>
public sealed class DurableClientFeature(string binding)
{
    /// <summary>The binding's JSON text.</summary>
    public string Binding { get; } = binding;
}
