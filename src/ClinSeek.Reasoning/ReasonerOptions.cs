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

    /// <summary>The model's profile by its name; null takes the one whose patterns fit the model's name best.</summary>
    public string? Profile { get; init; }

    /// <summary>A file or folder with profiles of the user's own; they come before the shipped ones.</summary>
    public string? Profiles { get; init; }

    /// <summary>The temperature, instead of the profile's.</summary>
    public float? Temperature { get; init; }

    /// <summary>The effort asked of a reasoning model, instead of the profile's: none, low, medium or high.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The seed that is sent, for providers that repeat themselves with one.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether answers are asked for as a stream, so that they can be watched while they come in.</summary>
    public bool Stream { get; init; }

    /// <summary>How many calls of the model this process makes at the same time.</summary>
    public int MaxConcurrentCalls { get; init; } = 64;

    /// <summary>When the likelihood reasoner stops and answers.</summary>
    public LikelihoodOptions Likelihood { get; init; } = new();

    /// <summary>
    /// Hosts that may be told who a patient is. What goes to any other is scrubbed of names, numbers and dates. Left out, it is
    /// this machine alone; a list replaces that.
    /// </summary>
    public IReadOnlyList<string>? TrustedHosts { get; init; }

    /// <summary>Whether the endpoint is one of those hosts.</summary>
    public bool IsTrusted => Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? uri)
        && (TrustedHosts is { } hosts ? hosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase) : uri.IsLoopback);

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

        if (Temperature is < 0 or > 2 || ReasoningEffort is not (null or "none" or "low" or "medium" or "high"))
        {
            yield return "Model:Temperature is 0 to 2, Model:ReasoningEffort none, low, medium or high.";
        }

        if (MaxConcurrentCalls is < 1 or > 4096)
        {
            yield return "Model:MaxConcurrentCalls is 1 to 4096.";
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

        if (!string.IsNullOrWhiteSpace(Name) && ProfileProblem() is { } profile)
        {
            yield return profile;
        }
    }

    private string? ProfileProblem()
    {
        try
        {
            _ = ReasonerFactory.Spoken(this);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message.Split(" (Parameter ")[0];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "Model:Profiles cannot be read; check that the file or folder is there and may be read.";
        }
    }
}
