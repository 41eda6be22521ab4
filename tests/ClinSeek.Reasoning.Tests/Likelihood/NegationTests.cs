using ClinSeek.Reasoning.Likelihood.Findings;
using ClinSeek.Reasoning.Likelihood.Packs;
using ClinSeek.Reasoning.Tests.Testing;

namespace ClinSeek.Reasoning.Tests.Likelihood;

public sealed class NegationTests
{
    private static readonly Pack Dyspnoea = PackLibrary.BuiltIn.Packs.Single(static pack => pack.Key == "acute_dyspnoea");

    public static TheoryData<string, string, string?> Sentences => new()
    {
        { "sx_orthopnoea", "Patient has orthopnoea.", "present" },
        { "sx_orthopnoea", "Three-pillow orthopnea for a week.", "present" },
        { "sx_orthopnoea", "No orthopnoea.", "absent" },
        { "sx_orthopnoea", "Denies chest pain, palpitations or orthopnoea.", "absent" },
        { "sx_orthopnoea", "Denies chest pain but has orthopnoea.", "present" },
        { "sx_orthopnoea", "Denies fever, reports orthopnoea.", "present" },
        { "sx_orthopnoea", "Without orthopnoea or PND.", "absent" },
        { "sx_orthopnoea", "Orthopnoea: none.", "absent" },
        { "sx_orthopnoea", "Orthopnoea was denied.", "absent" },
        { "sx_orthopnoea", "Neither orthopnoea nor PND.", "absent" },
        { "sx_orthopnoea", "Mother had orthopnoea in her last years.", null },
        { "sx_orthopnoea", "Family history: heart failure with orthopnoea.", null },
        { "sx_orthopnoea", "History of orthopnoea in 2019.", null },
        { "sx_orthopnoea", "Possible orthopnoea.", null },
        { "sx_orthopnoea", "Orthopnoea?", null },
        { "sx_orthopnoea", "Return if orthopnoea develops.", null },
        { "sx_orthopnoea", "Nothing of the kind was recorded.", null },
        { "sx_pnd", "Positive for PND.", "present" },
        { "sx_pnd", "The pnd clinic letter was filed.", null },
        { "sg_rales", "Lungs clear to auscultation bilaterally.", "absent" },
        { "sg_rales", "Bibasilar crackles.", "present" },
        { "sg_jvd", "JVP not raised.", "absent" },
        { "sg_jvd", "No JVD, but pitting oedema.", "absent" },
        { "sg_leg_oedema", "No JVD, but pitting oedema.", "present" },
        { "sx_sputum", "Dry cough.", "absent" },
        { "sx_cough", "Dry cough.", "present" },
        { "sx_sputum", "Non-productive cough.", "absent" },
        { "sx_fever", "Afebrile.", "absent" },
        { "sx_fever", "Febrile to 39 C.", "present" },
        { "sx_cough", "Cough not improving.", "present" },
        { "sx_cough", "No improvement of the cough.", "present" },
        { "ct_cta_positive", "No evidence of pulmonary embolism.", "absent" },
        { "ct_cta_positive", "Pulmonary embolism was ruled out.", "absent" },
        { "ct_cta_positive", "Pulmonary embolism cannot be ruled out.", null },
        { "ct_cta_positive", "Rule out pulmonary embolism.", null },
        { "ct_cta_positive", "Indication: pulmonary embolism.", null },
        { "ct_cta_positive", "Filling defect in the right lower lobe artery.", "present" },
        { "ct_cta_positive", "CT is negative for pulmonary embolism.", "absent" },
        { "cxr_pneumothorax", "No pneumothorax or effusion.", "absent" },
        { "cxr_consolidation", "Right lower lobe consolidation.", "present" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Note_Sentence_IsReadAsItIsMeant(string finding, string sentence, string? state) =>
        Cases.States(Dyspnoea, new FakeWorld().Note("Seen in the department. " + sentence + " Plan made.")).State(finding).ShouldBe(state);

    [Fact]
    public void Note_StatedSentence_IsQuotedLiterally()
    {
        const string Sentence = "Patient has orthopnoea for   three nights.";

        FindingState state = Cases.States(Dyspnoea, new FakeWorld().Note("Hello there. " + Sentence + " Bye.")).Single(static one => one.Finding.Key == "sx_orthopnoea");

        state.Basis!.Citations.Single().Quote.ShouldBe(Sentence);
    }
}
