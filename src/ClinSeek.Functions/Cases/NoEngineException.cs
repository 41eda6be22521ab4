namespace ClinSeek.Functions.Cases;

/// <summary>A verb needs the engine and has no way to it. The message says why, and holds neither keys nor PHI.</summary>
/// <param name="message">Cause and remedy.</param>
/// <param name="isMisdirected">Whether the request belongs to the engine of another app.</param>
/// <param name="inner">What was caught.</param>
public sealed class NoEngineException(string message, bool isMisdirected = false, Exception? inner = null) : InvalidOperationException(message, inner)
{
    /// <summary>Whether the request belongs to the engine of another app.</summary>
    public bool IsMisdirected { get; } = isMisdirected;
}
