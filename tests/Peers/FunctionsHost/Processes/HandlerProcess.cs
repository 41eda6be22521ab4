using System.Diagnostics;

namespace ClinSeek.Peers.FunctionsHost.Processes;

/// <summary>One run of the handler's executable.</summary>
internal sealed class HandlerProcess : IDisposable
{
    private readonly Process _process;

    private HandlerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it; what it prints goes to the log.</summary>
    public static HandlerProcess Start(ProcessStartInfo start, HostLog log)
    {
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => log.FromHandler(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => log.FromHandler(line.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HandlerProcess(process);
    }

    /// <summary>Gives the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>With no notice and no drain, as the host stops it.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose() => _process.Dispose();
}
