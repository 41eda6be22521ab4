namespace ClinSeek.Knowledge.Network;

/// <summary>How a web search service is spoken to.</summary>
public enum WebSearchKind
{
    /// <summary>SearXNG: no key, JSON switched on by its operator.</summary>
    SearXng,

    /// <summary>Serper and services of its form: a key in <c>X-API-KEY</c>.</summary>
    Serper,
}
