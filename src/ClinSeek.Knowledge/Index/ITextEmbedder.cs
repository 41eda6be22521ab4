namespace ClinSeek.Knowledge.Index;

/// <summary>Turns texts into vectors whose nearness is nearness of meaning.</summary>
public interface ITextEmbedder
{
    /// <summary>The model: vectors of one model are never compared with those of another.</summary>
    string Model { get; }

    /// <summary>One vector a text, in order.</summary>
    /// <exception cref="Sources.SourceException">The model did not answer.</exception>
    Task<IReadOnlyList<float[]>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
