using ClinSeek.Evidence.Cases;
using ClinSeek.Reasoning;
using Microsoft.Extensions.Caching.Memory;

namespace ClinSeek.Functions.Cases;

/// <summary>
/// Steps that have all their evidence, as they were read: a turn reads all steps before it, and they never change. Beside them
/// the documents that every activity of a case or of a step reads. Only a speed-up, bounded by bytes and forgotten soon, so that what is erased does not live on here.
/// </summary>
public sealed class StepCache : IDisposable
{
    private const long MostBytes = 96L << 20;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _steps = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>A step that is known, or null.</summary>
    public CaseStep? Find(CaseId id, int number) => _steps.Get<CaseStep>((id, number));

    /// <summary>A document that is known, or null.</summary>
    public T? Find<T>(CaseId id, string document)
        where T : class => _steps.Get<T>((id, document));

    /// <summary>Remembers a document.</summary>
    /// <param name="id">The case.</param>
    /// <param name="document">Its name.</param>
    /// <param name="read">What it says.</param>
    /// <param name="bytes">How long it is.</param>
    public void Keep<T>(CaseId id, string document, T read, long bytes)
        where T : class => Keep((id, document), read, bytes);

    /// <summary>Remembers a step whose calls are all answered; another may still get evidence.</summary>
    /// <param name="id">The case.</param>
    /// <param name="step">The step.</param>
    /// <param name="bytes">How long its documents are.</param>
    public void Keep(CaseId id, CaseStep step, long bytes)
    {
        if (step.Evidence.Count == step.Turn.Calls.Count)
        {
            Keep((id, step.Number), step, bytes);
        }
    }

    // A document is a few times as large once it is read.
    private void Keep<T>(object key, T read, long bytes) => _steps.Set(key, read, new MemoryCacheEntryOptions { Size = 4 * bytes, SlidingExpiration = Kept });

    /// <inheritdoc />
    public void Dispose() => _steps.Dispose();
}
