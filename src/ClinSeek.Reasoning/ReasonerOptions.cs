using ClinSeek.Reasoning.Likelihood;

namespace ClinSeek.Reasoning;

/// <summary>Which reasoner a host uses. The section is <c>Model</c>: <c>Model:Endpoint</c>, <c>Model:Name</c>, <c>Model:ApiKey</c>.</summary>
public sealed record ReasonerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Model";

    /// <summary>The endpoint, ending in <c>/v1</c>; without one the likelihood reasoner answers.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The model's or deployment's name; needed with an endpoint.</summary>
    public string? Name { get; init; }

    /// <summary>The key. Without one, an Azure endpoint is spoken to with Microsoft Entra ID, a loopback one without credentials.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How long one model call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The most tokens of one answer; null leaves it to the provider.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>When the likelihood reasoner stops and answers.</summary>
    public LikelihoodOptions Likelihood { get; init; } = new();

    /// <summary>Whether the messages to and from the model go into its spans; set by the host, PHI.</summary>
    public bool CaptureContent { get; init; }

    /// <summary>Whether a language model is configured.</summary>
    public bool UsesModel => !string.IsNullOrWhiteSpace(Endpoint);

    /// <summary>Whether the endpoint is one of Azure's, which takes Entra tokens.</summary>
    internal bool IsAzure => Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? uri)
        && (uri.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".services.ai.azure.com", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".cognitiveservices.azure.com", StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with the options, each with its remedy; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (string problem in Likelihood.Problems())
        {
            yield return problem;
        }

        if (Timeout <= TimeSpan.Zero || MaxOutputTokens is <= 0)
        {
            yield return "Model:Timeout and Model:MaxOutputTokens must be positive.";
        }

        if (!UsesModel)
        {
            if (!string.IsNullOrWhiteSpace(Name) || !string.IsNullOrWhiteSpace(ApiKey))
            {
                yield return "Model:Name or Model:ApiKey is set but Model:Endpoint is not; set the endpoint, or neither to use the likelihood reasoner.";
            }

            yield break;
        }

        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            yield return "Model:Endpoint is not an absolute http or https address; write it as https://host/v1.";
            yield break;
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            yield return "Model:Endpoint uses http to another machine; records of patients must not travel in the clear, use https.";
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return "Model:Name is missing; name the model or deployment.";
        }

        if (string.IsNullOrWhiteSpace(ApiKey) && !IsAzure && !uri.IsLoopback)
        {
            yield return "Model:ApiKey is missing; only Azure endpoints (Microsoft Entra ID) and models on this machine work without one.";
        }
    }
}
