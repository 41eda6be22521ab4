using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Knowledge.Network;

/// <summary>An index of Azure AI Search.</summary>
public sealed class AzureSearchOptions
{
    /// <summary>The service, such as <c>https://NAME.search.windows.net</c>; the only host that is asked.</summary>
    [Required, RegularExpression("^https://[^/]+/?$", ErrorMessage = "Endpoint must be the https address of the search service.")]
    public string Endpoint { get; set; } = string.Empty;

    /// <summary>The index.</summary>
    [Required]
    public string Index { get; set; } = string.Empty;

    /// <summary>A query key; null to use the process's Entra identity.</summary>
    public string? Key { get; set; }

    /// <summary>The field that identifies a document. Default <c>id</c>.</summary>
    [Required]
    public string KeyField { get; set; } = "id";

    /// <summary>The field with the title. Default <c>title</c>.</summary>
    [Required]
    public string TitleField { get; set; } = "title";

    /// <summary>The field with the text. Default <c>content</c>.</summary>
    [Required]
    public string TextField { get; set; } = "content";

    /// <summary>The field that names the publication, or null.</summary>
    public string? SourceField { get; set; }

    /// <summary>Whether the service is reached by a private endpoint in the own network. Default: no.</summary>
    public bool AllowPrivateNetwork { get; set; }

    /// <summary>How long a call may take. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
