using ClinSeek.Peers.FunctionsHost;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Peers.DurableExtension;

/// <summary>Lets the extension's warnings stand in the host's log.</summary>
internal sealed class LogForwarder(HostLog log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Line(log, categoryName);

    public void Dispose()
    {
        // The log is the host's.
    }

    private sealed class Line(HostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Warning($"{category}: {formatter(state, exception)}{(exception is null ? "" : " " + exception)}");
            }
        }
    }
}
