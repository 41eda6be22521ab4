using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using Microsoft.Extensions.Options;

namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Starts cases from notifications. A repeat of the same resource version is a no-op, since the case id is derived from it.</summary>
internal sealed partial class NotificationReceiver(
    IOptions<NotificationOptions> options, ICaseService cases, CaseIntake intake, IResourceScan scan, ILogger<NotificationReceiver> log)
{
    /// <summary>The source under a name when the caller knows its secret; compared in constant time, and unknown names take as long as wrong secrets.</summary>
    public NotificationSource? Authenticate(string source, string? authorization)
    {
        NotificationSource? known = options.Value.Sources.GetValueOrDefault(source);
        byte[] expected = SHA256.HashData(Encoding.UTF8.GetBytes("Bearer " + (known?.Secret ?? "")));
        byte[] given = SHA256.HashData(Encoding.UTF8.GetBytes(authorization ?? ""));
        bool equal = CryptographicOperations.FixedTimeEquals(expected, given);
        // A source without a secret is one of Event Grid alone, and nobody can know what it does not have.
        return equal && known is { Secret.Length: > 0 } ? known : null;
    }

    /// <summary>Starts the case that a resource's first matching rule asks for; does nothing when none matches.</summary>
    public async Task ReceiveAsync(string source, NotificationSource settings, JsonElement resource, CancellationToken cancellationToken)
    {
        NotificationRule? rule = settings.Rules.FirstOrDefault(rule =>
            SearchCriteria.TryParse(rule.Criteria, out SearchCriteria? criteria, out _) && criteria!.Matches(resource));
        if (rule is null || NotifiedResource.Read(resource) is not { Patient: { } patient } notified)
        {
            LogUnmatched(log, source);
            return;
        }

        var submission = new CaseSubmission { Patient = patient, Question = rule.Question, Fhir = settings.Record };
        IntakeResult result = await intake.AcceptAsync(submission, cancellationToken);
        if (!result.Accepted)
        {
            LogRefused(log, source, result.Problem.Type);
            return;
        }

        CaseId id = notified.CaseIdUnder(source, Encoding.UTF8.GetBytes(settings.Secret));
        CaseAccepted accepted = await cases.StartAsync(result.Request, id, cancellationToken);
        LogAccepted(log, source, id.Value, accepted.Started);
    }

    /// <summary>Looks through the source's record for everything that its rules match; an empty ping says only that something did.</summary>
    public async Task CatchUpAsync(string source, NotificationSource settings, CancellationToken cancellationToken)
    {
        await foreach (JsonElement resource in scan.ScanAsync(settings, cancellationToken))
        {
            if (settings.Rules.Any(rule => SearchCriteria.TryParse(rule.Criteria, out SearchCriteria? criteria, out _) && criteria!.Matches(resource)))
            {
                await ReceiveAsync(source, settings, resource, cancellationToken);
            }
        }
    }

    [LoggerMessage(3001, LogLevel.Information, "A notification of {Source} matches no rule, or is about no patient; nothing was started.")]
    private static partial void LogUnmatched(ILogger log, string source);

    [LoggerMessage(3002, LogLevel.Warning, "A notification of {Source} was not accepted as a case: {Problem}.")]
    private static partial void LogRefused(ILogger log, string source, string problem);

    [LoggerMessage(3003, LogLevel.Information, "A notification of {Source} is case {CaseId} (started now: {Started}).")]
    private static partial void LogAccepted(ILogger log, string source, string caseId, bool started);
}
