namespace ClinSeek.Durable.FunctionsHost;

/// <summary>A function that this program serves to the host. Its function.json is written from this, never by hand.</summary>
/// <param name="Name">The name of its folder, of its invocations' path and, for durable functions, its durable name.</param>
/// <param name="Kind">How it is served.</param>
/// <param name="Bindings">The trigger first, then the other inputs, then the outputs.</param>
public sealed record FunctionDefinition(string Name, FunctionKind Kind, IReadOnlyList<FunctionBinding> Bindings)
{
    /// <summary>What takes the event of a function of that kind; null for the other kinds.</summary>
    public FunctionEventHandler? Handler { get; init; }

    /// <summary>Whether the host would put the request into an envelope: anything but one HTTP trigger and one HTTP output.</summary>
    public bool IsEnveloped => Kind != FunctionKind.Proxy;
}
