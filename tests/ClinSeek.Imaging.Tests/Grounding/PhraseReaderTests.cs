using ClinSeek.Imaging.Grounding;
using ClinSeek.Imaging.Tests.Testing.Onnx;

namespace ClinSeek.Imaging.Tests.Grounding;

public sealed class PhraseReaderTests
{
    [Theory]
    [InlineData("pleural effusion", "Effusion")]
    [InlineData("Small right-sided pleural effusions with blunting", "Effusion")]
    [InlineData("the heart is enlarged: enlarged heart", "Cardiomegaly")]
    [InlineData("PNEUMOTHORAX", "Pneumothorax")]
    [InlineData("pleural thickening at the apex", "Pleural_Thickening")]
    [InlineData("pulmonary oedema", "Edema")]
    [InlineData("enlarged cardiomediastinum", "Enlarged Cardiomediastinum")]
    [InlineData("widened mediastinum", "Enlarged Cardiomediastinum")]
    [InlineData("pulmonary nodules", "Nodule")]
    [InlineData("lung opacity", "Lung Opacity")]
    [InlineData("hiatus hernia", "Hernia")]
    [InlineData("massive", null)]
    [InlineData("edematous", null)]
    [InlineData("", null)]
    [InlineData("'; DROP TABLE films", null)]
    public void Find_Phrase_NamesTheLabelOfItsLongestName(string phrase, string? label) =>
        PhraseReader.Find(phrase, TestPackage.Pathologies).ShouldBe(label);

    [Fact]
    public void Find_EveryLabelsOwnName_IsItself()
    {
        foreach (string label in TestPackage.Pathologies) PhraseReader.Find(label, TestPackage.Pathologies).ShouldBe(label);
        foreach (string label in TestPackage.Structures) PhraseReader.Find(label, TestPackage.Structures).ShouldBe(label);
    }
}
