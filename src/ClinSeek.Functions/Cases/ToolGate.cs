using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Cases;

/// <summary>How many tools of all cases compute at the same time: hundreds of cases wait for models side by side, but the processor is shared.</summary>
public sealed class ToolGate(IOptions<CaseServiceOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrentTools);

    /// <summary>Computes once there is a place.</summary>
    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> compute, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await compute();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();
}
