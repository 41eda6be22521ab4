using System.ComponentModel.DataAnnotations;
using ClinSeek.Knowledge.Network;

namespace ClinSeek.Knowledge;

/// <summary>Where medical knowledge comes from, section <c>Knowledge</c>. By default nothing leaves the process.</summary>
public sealed class KnowledgeOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Knowledge";

    /// <summary>The sources to search, in order: <c>local</c>, <c>azure-search</c>, <c>pubmed</c>, <c>web</c>. Null for <c>local</c> alone.</summary>
    public IReadOnlyList<string>? Sources { get; set; }

    /// <summary>The index file of imported knowledge; null for <c>knowledge/index.db</c> in the data folder.</summary>
    public string? IndexFile { get; set; }

    /// <summary>A file of further synonyms, one group a line; null for none.</summary>
    public string? SynonymFile { get; set; }

    /// <summary>The terminology database; null for <c>knowledge/terminology.db</c> in the data folder.</summary>
    public string? TerminologyFile { get; set; }

    /// <summary>An OpenAI-compatible embedding endpoint; null for none.</summary>
    public EmbeddingOptions? Embedding { get; set; }

    /// <summary>Azure AI Search; needed where it is among the sources.</summary>
    public AzureSearchOptions? AzureSearch { get; set; }

    /// <summary>PubMed; its defaults do where it is among the sources.</summary>
    public PubMedOptions PubMed { get; set; } = new();

    /// <summary>Web search; needed where it is among the sources.</summary>
    public WebSearchOptions? Web { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string[] known = ["local", "azure-search", "pubmed", "web"];
        foreach (string name in (Sources ?? []).Where(name => !known.Contains(name)))
        {
            yield return new ValidationResult($"Knowledge:Sources names '{name}'; the sources are {string.Join(", ", known)}.");
        }

        if (Sources is { Count: 0 })
        {
            yield return new ValidationResult("Knowledge:Sources is empty; leave it out for the local index.");
        }

        if (SynonymFile is { } synonyms && !File.Exists(synonyms))
        {
            yield return new ValidationResult("Knowledge:SynonymFile names a file that does not exist.");
        }

        (string Name, object? Options)[] parts = [("azure-search", AzureSearch), ("web", Web), ("pubmed", PubMed), ("embedding", Embedding)];
        foreach ((string name, object? options) in parts)
        {
            if (options is null && (Sources ?? []).Contains(name))
            {
                yield return new ValidationResult($"Knowledge:Sources names '{name}', which has no settings; see docs/knowledge.md.");
            }

            var problems = new List<ValidationResult>();
            if (options is not null && !Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
            {
                foreach (ValidationResult problem in problems)
                {
                    yield return new ValidationResult($"Knowledge, {name}: {problem.ErrorMessage}");
                }
            }
        }
    }
}
