namespace ClinSeek.Durable.FunctionsHost;

/// <summary>One binding of a function, as function.json states it.</summary>
/// <param name="Name">The key of its value in an invocation.</param>
/// <param name="Type">The binding's type, such as <c>httpTrigger</c>.</param>
/// <param name="IsOutput">Whether values leave by it.</param>
public sealed record FunctionBinding(string Name, string Type, bool IsOutput = false)
{
    /// <summary>
    /// The names of triggers end with «Trigger» on purpose: the host leaves such values out of the metadata, where an
    /// activity's input would travel a second time.
    /// </summary>
    public const string Context = "contextTrigger";

    /// <inheritdoc cref="Context"/>
    public const string Input = "inputTrigger";

    public const string Request = "req";

    public const string Response = "res";

    public const string Client = "client";

    public const string Timer = "timerTrigger";

    /// <inheritdoc cref="Context"/>
    public const string Event = "eventTrigger";

    /// <inheritdoc cref="Context"/>
    public const string Message = "messageTrigger";

    /// <summary>What else the type of binding needs, in the order written; values are strings, numbers or lists of strings.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Settings { get; init; } = [];
}
