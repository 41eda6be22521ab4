namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>The JSON that a handler answers; members are matched without case.</summary>
internal sealed class ScriptAnswer
{
    public Dictionary<string, object?>? Outputs { get; set; }

    public List<string>? Logs { get; set; }

    public object? ReturnValue { get; set; }
}
