using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.Cases;
using ClinSeek.Functions.Checks;
using ClinSeek.Functions.Models;
using ClinSeek.Functions.Orchestrators;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Activities;

/// <summary>
/// Lets a second reasoner read a case that came to a decision. Runs at least once; the first stored reading counts, also
/// where the decision is sent back and comes again, and so does the first stored answer of each model call within it.
/// </summary>
public sealed class ReadAgain(CaseRecord record, SecondReader reader) : CaseActivity<ReadAgainRequest, ReadAgainAnswer>
{
    /// <inheritdoc />
    protected override async Task<ReadAgainAnswer> RunAsync(ReadAgainRequest input, CancellationToken cancellationToken)
    {
        CaseId id = Case(input.CaseId);
        string name = DocumentNames.SecondReading(input.Reader);
        SecondReading? reading = await record.FindAsync<SecondReading>(id, name, cancellationToken);
        try
        {
            if (reading is null)
            {
                (reading, TurnTaken? wait) = await reader.ReadAsync(id, input, cancellationToken);
                if (reading is null)
                {
                    return new ReadAgainAnswer(string.Empty, 0, wait!.WaitSeconds, wait.Busy ? true : null);
                }
            }
        }
        catch (Exception exception) when (exception is not (StorageException or StaleEpochException or IOException or OperationCanceledException))
        {
            // A second opinion that cannot be had must not cost the case its first one.
            reading = await reader.NoneAsync(id, input.Reader, $"It failed: {exception.GetType().Name}. {ActivityFailures.Bug}", cancellationToken);
        }

        var (stored, document) = await record.PutAsync(id, input.Epoch, name, reading, cancellationToken);
        long tokens = stored.Steps.Sum(static step => Spending.TokensOf(step.Turn.Usage));
        return new ReadAgainAnswer(document.Commitment, tokens);
    }
}
