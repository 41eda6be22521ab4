using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>A function's answer after the host has read it.</summary>
/// <param name="Outputs">By binding name: bytes where a string looked like base64, otherwise the JSON value.</param>
/// <param name="Logs">Lines for the function's log.</param>
/// <param name="ReturnValue">With every string that looks like a date already rewritten; null where there was none.</param>
public sealed record InvocationResult(IReadOnlyDictionary<string, object?> Outputs, IReadOnlyList<string> Logs, JToken? ReturnValue);
