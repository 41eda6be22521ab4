using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Decisions;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Tests.Testing;
using ClinSeek.Reasoning;
using Microsoft.Extensions.DependencyInjection;

namespace ClinSeek.Functions.Tests.Crash;

/// <summary>One of twenty different cases, the same in every process.</summary>
/// <param name="Number">0 to 19.</param>
internal sealed record CrashScenario(int Number)
{
    public const int Count = 20;

    public const string CaseName = "crash-case";

    /// <summary>The case that asks a clinician and needs an approval; outside the count of the others.</summary>
    public const int AsksPeople = 20;

    /// <summary>The case whose decision a second model reads; outside the count of the others.</summary>
    public const int ReadTwice = 21;

    /// <summary>The scripted endpoint of a language model that reasons instead; null for the scripted reasoner.</summary>
    public Uri? Model { get; init; }

    public static CrashScenario Of(int number) => new(number);

    /// <summary>Starts the case, or goes on with it, and brings it to its end.</summary>
    public async Task WorkAsync(CaseWorld world, string folder, CancellationToken cancellationToken)
    {
        CaseId id = CaseId.Parse(CaseName);
        await world.Cases.StartAsync(Request(folder), id, cancellationToken);
        await world.Cases.ResumeAllAsync(cancellationToken);
        if (Number == AsksPeople)
        {
            await PeopleScript.RunAsync(world, id, cancellationToken);
        }
    }

    /// <summary>Short and long cases, across zero, one and two continue-as-new; every fifth has a decision that is sent back, every seventh runs out of steps.</summary>
    public IReasoner Reasoner() => Model is not null ? ReasonerFactory.Create(new ReasonerOptions { Endpoint = Model.ToString(), Name = "scripted-model" }) : Number == AsksPeople ? new AskingReasoner(atStep: 2) : new ScriptedReasoner(1 + (Number % 10))
    {
        Deciding = Number % 5 == 4 ? static (file, decision) => file.Rejections.Count == 0 ? Ungrounded(decision) : decision : null,
    };

    /// <summary>The request, always the same text.</summary>
    public CaseRequest Request(string folder) => CaseWorld.Request(
        Path.Combine(folder, "record", "record.json"), steps: Number % 7 == 6 ? 2 : 24, question: $"Question number {Number}?") with
    {
        Reasoner = Model is null ? "scripted" : "language-model",
        CheckedBy = Number == ReadTwice ? [NamedReasoner.SecondModel] : null,
        People = Number == AsksPeople ? new CasePeople(TimeSpan.FromHours(1), TimeSpan.FromHours(1)) : null,
    };

    /// <summary>What a host has besides: the second reader, where the case has one.</summary>
    public void AddReaders(IServiceCollection services)
    {
        if (Number == ReadTwice)
        {
            services.AddSingleton<IReasoner>(new NamedReasoner(NamedReasoner.SecondModel, Reasoner()));
        }
    }

    private static Decision Ungrounded(Decision decision) => decision with
    {
        Claims = [.. decision.Claims.Select(static claim => claim with { Citations = [.. claim.Citations.Select(static citation => citation with { Quote = "nowhere to be found" })] })],
    };
}
