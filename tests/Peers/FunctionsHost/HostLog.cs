using System.Collections.Concurrent;

namespace ClinSeek.Peers.FunctionsHost;

/// <summary>
/// The host's log. Holds what the handler prints, function names, invocation ids and outcomes; never a URL, a header or a body,
/// so that a handler which is silent about patients stays so.
/// </summary>
public sealed class HostLog
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Action<string>? _sink;

    internal HostLog(Action<string>? sink) => _sink = sink;

    /// <summary>Everything so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    internal void Information(string text) => Write("info", text);

    internal void Warning(string text) => Write("warn", text);

    internal void Error(string text) => Write("fail", text);

    internal void FromHandler(string? line, bool isError)
    {
        if (line is not null)
        {
            string level = !isError ? "info" : line.Contains("warn", StringComparison.OrdinalIgnoreCase) ? "warn" : "fail";
            Write(level, "handler: " + line);
        }
    }

    private void Write(string level, string text)
    {
        string line = $"{level}: {text}";
        _lines.Enqueue(line);
        _sink?.Invoke(line);
    }
}
