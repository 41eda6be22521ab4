using System.Text;

namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>A request that a scripted server received.</summary>
/// <param name="Ordinal">1 for the first.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query as they stood on the request line.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body.</param>
internal sealed record ScriptedRequest(int Ordinal, string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Token => Headers.GetValueOrDefault("Authorization");
}
