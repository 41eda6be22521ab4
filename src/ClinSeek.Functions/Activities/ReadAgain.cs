using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;
using ClinSeek.Reasoning;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Lets a second reasoner read a case that came to a decision. Runs at least once; the first stored reading counts, also
/// where the decision is sent back and comes again.
/// </summary>
public sealed class ReadAgain(CaseRecord record, SecondReader reader) : CaseActivity<ReadAgainRequest, ReadAgainAnswer>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    protected override async Task<ReadAgainAnswer> RunAsync(ReadAgainRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        string name = DocumentNames.SecondReading(input.Reader);
        SecondReading? reading = await record.FindAsync<SecondReading>(id, name, cancellationToken);
        try
        {
            reading ??= await reader.ReadAsync(id, input.Epoch, input.Step, input.Reader, cancellationToken);
        }
        catch (ReasonerUnavailableException unavailable) when (!input.LastAttempt)
        {
            TimeSpan wait = unavailable.RetryAfter ?? TimeSpan.FromSeconds(5);
            return new ReadAgainAnswer(string.Empty, 0, (int)Math.Clamp(wait.TotalSeconds, 1, LongestWait.TotalSeconds));
        }
        catch (Exception exception) when (exception is not (StorageException or StaleEpochException or IOException or OperationCanceledException))
        {
            // A second opinion that cannot be had must not cost the case its first one.
            string why = exception is ReasonerUnavailableException ? exception.Message : $"It failed: {exception.GetType().Name}. {ActivityFailures.Bug}";
            reading = await reader.NoneAsync(id, input.Reader, why, cancellationToken);
        }

        var (stored, document) = await record.PutAsync(id, input.Epoch, name, reading, cancellationToken);
        long tokens = stored.Steps.Sum(static step => Spending.TokensOf(step.Turn.Usage));
        return new ReadAgainAnswer(document.Commitment, tokens);
    }
}
