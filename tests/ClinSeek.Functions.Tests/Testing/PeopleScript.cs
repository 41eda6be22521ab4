using ClinSeek.Evidence.Cases;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A clinician who answers the first question and approves the decision, under request ids of his own, however often he has to begin again.</summary>
internal static class PeopleScript
{
    public static async Task RunAsync(CaseWorld world, CaseId id, CancellationToken cancellationToken)
    {
        var people = world.Get<ICasePeople>();
        await world.Cases.ResumeAllAsync(cancellationToken);
        if (await people.GetQuestionsAsync(id, cancellationToken) is [{ } question, ..])
        {
            await people.AnswerAsync(
                id, EvidenceId.Parse(question.Id), new AnswerSubmission { Answer = "on three pillows", By = "Dr No", RequestId = "answer-1" }, cancellationToken);
        }

        await world.Cases.ResumeAllAsync(cancellationToken);
        ApprovalView? approval = await people.GetApprovalAsync(id, cancellationToken);
        await people.ApproveAsync(
            id, new ApprovalSubmission { Approve = true, Digest = approval?.Digest, By = "Dr Yes", RequestId = "approve-1" }, cancellationToken);
        await world.Cases.ResumeAllAsync(cancellationToken);
    }
}
