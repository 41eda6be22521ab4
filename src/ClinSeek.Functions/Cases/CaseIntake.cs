using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Cutoff;
using ClinSeek.Functions.Hosting;
using ClinSeek.Functions.People;

namespace ClinSeek.Functions.Cases;

/// <summary>Turns a submission into a request, or says what is wrong with it. The same checks for the command line, the HTTP API and notifications.</summary>
public sealed class CaseIntake(PatientCatalogue patients, PeopleOptions people, TimeProvider time)
{
    private const int LongestQuestion = 4000;
    private const int MostCandidates = 500;
    private const int MostSteps = 200;

    /// <summary>Checks a submission: gives the request when it is sound, else what is wrong with it. Asks the record for the patient.</summary>
    public async Task<IntakeResult> AcceptAsync(CaseSubmission submission, CancellationToken cancellationToken)
    {
        string record = patients.NameOf(submission.Fhir);
        IntakeProblem? problem = Check(submission) ?? await patients.FindAsync(record, submission.Patient!.Trim(), cancellationToken);
        if (problem is not null)
        {
            return new IntakeResult(null, problem);
        }

        var request = new CaseRequest(
            submission.Patient!.Trim(),
            submission.Question!.Trim(),
            new CutoffTime(submission.Cutoff?.ToUniversalTime() ?? time.GetUtcNow()),
            submission.Candidates,
            BudgetReader.Of(submission),
            record)
        {
            Form = SubmittedForm.Of(submission),
            CheckedBy = string.IsNullOrWhiteSpace(submission.CheckBy) ? null : [submission.CheckBy.Trim()],
            People = people.For(submission.Approval, submission.AskClinician),
        };
        return new IntakeResult(request, null);
    }

    private IntakeProblem? Check(CaseSubmission submission)
    {
        if (string.IsNullOrWhiteSpace(submission.Question))
        {
            return new IntakeProblem("no-question", "There is no question.", "Say what you want to know about the patient.");
        }

        if (submission.Question.Length > LongestQuestion)
        {
            return new IntakeProblem("long-question", "The question is too long.", $"Ask in {LongestQuestion} characters at most; the record is read from FHIR, not from the question.");
        }

        if (submission.Cutoff is { } cutoff && cutoff > time.GetUtcNow() && !patients.HasMovedTimes(submission.Fhir))
        {
            return new IntakeProblem("future-cutoff", "The cut-off lies in the future.", $"Nothing can be known by {cutoff.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z yet; give a time in the past, or leave it out for now.");
        }

        if (BudgetReader.Check(submission.Budget) is { } overdrawn)
        {
            return overdrawn;
        }

        if (submission.Steps is < 1 or > MostSteps)
        {
            return new IntakeProblem("bad-budget", "The step budget is out of range.", $"Allow 1 to {MostSteps} steps.");
        }

        if (submission.Candidates is { } candidates && (candidates.Count is 0 or > MostCandidates || candidates.Any(string.IsNullOrWhiteSpace)))
        {
            return new IntakeProblem("bad-candidates", "The list of candidates is not usable.", $"Give 1 to {MostCandidates} answers, none of them empty, or leave the list out for an open question.");
        }

        return string.IsNullOrWhiteSpace(submission.Patient)
            ? new IntakeProblem("no-patient", "There is no patient.", "Name the patient by the id that `patients` lists.")
            : SubmittedForm.Check(submission);
    }
}
