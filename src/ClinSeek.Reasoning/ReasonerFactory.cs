using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using Azure.Identity;
using ClinSeek.Reasoning.LanguageModel;
using ClinSeek.Reasoning.LanguageModel.Profiles;
using ClinSeek.Reasoning.Likelihood;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Scoring;
using ClinSeek.Reasoning.Telemetry;
using OpenAI;
using OpenAI.Chat;

namespace ClinSeek.Reasoning;

/// <summary>Makes the reasoner that the options name: without an endpoint the likelihood reasoner, else the language model.</summary>
public static class ReasonerFactory
{
    /// <summary>Makes a reasoner; it is thread-safe and made once a process.</summary>
    /// <param name="options">The options.</param>
    /// <param name="credential">The identity for an Azure endpoint without a key; null takes the environment's default one.</param>
    /// <exception cref="ArgumentException">The options cannot be used; the message says what to correct.</exception>
    public static IReasoner Create(ReasonerOptions options, TokenCredential? credential = null)
    {
        string[] problems = [.. options.Problems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        }

        return options.UsesModel
            ? new LanguageModelReasoner(Traced(options, credential), Spoken(options))
            : new LikelihoodReasoner(PackLibrary.BuiltIn, options.Likelihood);
    }

    /// <summary>How the model is spoken to: its profile, with what the settings say before it.</summary>
    internal static LanguageModelOptions Spoken(ReasonerOptions options)
    {
        ProfileLibrary profiles = ProfileLibrary.With(options.Profiles);
        ModelProfile profile = options.Profile is { Length: > 0 } name
            ? profiles.Find(name) ?? throw new ArgumentException($"Model:Profile names no profile. There are: {string.Join(", ", profiles.All.Select(static one => one.Name))}.", nameof(options))
            : profiles.For(options.Name!);
        return new LanguageModelOptions
        {
            Model = options.Name!,
            Profile = profile with
            {
                MaxOutputTokens = options.MaxOutputTokens ?? profile.MaxOutputTokens,
                Temperature = options.Temperature ?? profile.Temperature,
                ReasoningEffort = options.ReasoningEffort ?? profile.ReasoningEffort,
            },
            Seed = options.Seed,
            MaxConcurrentCalls = options.MaxConcurrentCalls,
            Stream = options.Stream,
        };
    }

    private static TracedChatClient Traced(ReasonerOptions options, TokenCredential? credential) =>
        new(new OpenAIChatClientAdapter(Client(options, credential), options.Name!), new Uri(options.Endpoint!), options.CaptureContent);

    /// <summary>A judge for benchmarks over the model that the options name, or null where they name none.</summary>
    public static IAnswerJudge? Judge(ReasonerOptions options, TokenCredential? credential = null) =>
        options.UsesModel ? new ModelJudge(Traced(options, credential)) : null;

    /// <summary>The connection to the endpoint that the options name; thread-safe.</summary>
    public static ChatClient Client(ReasonerOptions options, TokenCredential? credential)
    {
        var client = new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Endpoint!),
            NetworkTimeout = options.Timeout,
            // A failed step is tried again by its orchestrator, where the attempt is recorded.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        };
        if (string.IsNullOrWhiteSpace(options.ApiKey) && options.IsAzure)
        {
            client.AddPolicy(new EntraTokenPolicy(credential ?? new DefaultAzureCredential()), PipelinePosition.BeforeTransport);
        }

        return new ChatClient(options.Name!, new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey), client);
    }
}
