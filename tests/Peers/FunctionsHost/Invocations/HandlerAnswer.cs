using System.Net;
using System.Text;

namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>What came back from the handler, before anything is made of it.</summary>
public sealed record HandlerAnswer(HttpStatusCode Status, string? Reason, string? ContentType, byte[] Body)
{
    /// <summary>The same answer with another body.</summary>
    public HandlerAnswer With(string body) => this with { Body = Encoding.UTF8.GetBytes(body) };
}
