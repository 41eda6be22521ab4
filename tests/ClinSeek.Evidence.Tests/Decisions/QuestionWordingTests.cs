using ClinSeek.Evidence.Decisions;

namespace ClinSeek.Evidence.Tests.Decisions;

public sealed class QuestionWordingTests
{
    [Theory]
    [InlineData("What is the most likely cause of this patient's acute shortness of breath?", QuestionType.RankedDifferential)]
    [InlineData("Why is the creatinine rising?", QuestionType.RankedDifferential)]
    [InlineData("List the differential diagnoses.", QuestionType.RankedDifferential)]
    [InlineData("Is this pulmonary embolism?", QuestionType.YesNo)]
    [InlineData("Is this more likely heart failure than pneumonia or a pulmonary embolism?", QuestionType.YesNo)]
    [InlineData("The patient has fever. Will she need the ICU within 24 hours?", QuestionType.YesNo)]
    [InlineData("What is the risk of death within 30 days?", QuestionType.YesNo)]
    [InlineData("Predict whether the patient dies in hospital.", QuestionType.YesNo)]
    [InlineData("Did the patient have fever at 10.30 or not?", QuestionType.YesNo)]
    [InlineData("Is it pneumonia or heart failure that explains the dyspnoea?", QuestionType.RankedDifferential)]
    [InlineData("Which medications should be continued?", QuestionType.FreeList)]
    [InlineData("List all allergies.", QuestionType.FreeList)]
    [InlineData("Summarise the hospital course.", QuestionType.FreeText)]
    [InlineData("", QuestionType.FreeText)]
    public void Infer_OpenQuestion_ReadsTheLastSentence(string question, QuestionType expected) => QuestionWording.Infer(question, null).ShouldBe(expected);

    [Theory]
    [InlineData("Which one is it?", QuestionType.ChooseOne)]
    [InlineData("What is the most likely cause?", QuestionType.ChooseOne)]
    [InlineData("Which of these diagnoses apply? Select all that apply.", QuestionType.ChooseSeveral)]
    [InlineData("Recommend the next medications.", QuestionType.ChooseSeveral)]
    [InlineData("Answer from the list.", QuestionType.ChooseSeveral)]
    public void Infer_WithCandidates_IsAChoice(string question, QuestionType expected) => QuestionWording.Infer(question, ["A", "B", "C"]).ShouldBe(expected);

    [Fact]
    public void Infer_CandidatesYesAndNo_IsYesNo() => QuestionWording.Infer("Readmitted?", ["no", "Yes"]).ShouldBe(QuestionType.YesNo);
}
