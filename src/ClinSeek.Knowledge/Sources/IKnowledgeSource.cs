using ClinSeek.Knowledge.Pages;

namespace ClinSeek.Knowledge.Sources;

/// <summary>
/// A place that medical knowledge comes from. It gets queries that were scrubbed of what identifies the patient and must
/// send nothing else. What can go wrong outside is a <see cref="SourceException"/>.
/// </summary>
public interface IKnowledgeSource
{
    /// <summary>The name by which calls and configuration mean it: lower-case letters and «-».</summary>
    string Name { get; }

    /// <summary>Whether queries leave the process.</summary>
    bool IsRemote { get; }

    /// <summary>Whether an address is one that this source opens.</summary>
    bool Opens(string address);

    /// <summary>The best documents for a query.</summary>
    /// <exception cref="SourceException">The source did not answer.</exception>
    Task<SourceResults> SearchAsync(string query, int count, CancellationToken cancellationToken);

    /// <summary>Reads a document; null where there is none at that address.</summary>
    /// <param name="address">An address that <see cref="Opens"/> accepts.</param>
    /// <param name="source">As it is stored or was sent, instead of as text.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SourceException">The source did not answer, refused, or sent what cannot be shown.</exception>
    Task<KnowledgePage?> OpenAsync(string address, bool source, CancellationToken cancellationToken);
}
