using System.Text.Json;
using ClinSeek.Functions.Triggers.Notifications;

namespace ClinSeek.Functions.Tests.Triggers.Notifications;

public sealed class SearchCriteriaTests
{
    private static readonly JsonElement Condition = JsonDocument.Parse("""
        {"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},
         "category":[{"coding":[{"code":"encounter-diagnosis"}]}],
         "code":{"coding":[{"system":"http://snomed.info/sct","code":"267036007"},{"code":"local"}]}}
        """).RootElement;

    [Theory]
    [InlineData("Condition", true)]
    [InlineData("Observation", false)]
    [InlineData("Condition?code=http://snomed.info/sct|267036007", true)]
    [InlineData("Condition?code=http://snomed.info/sct%7C267036007", true)]
    [InlineData("Condition?code=267036007", true)]
    [InlineData("Condition?code=http://snomed.info/sct|", true)]
    [InlineData("Condition?code=http://loinc.org|267036007", false)]
    [InlineData("Condition?code=|local", true)]
    [InlineData("Condition?code=|267036007", false)]
    [InlineData("Condition?code=1,267036007", true)]
    [InlineData("Condition?code=267036007&category=encounter-diagnosis", true)]
    [InlineData("Condition?code=267036007&category=problem-list-item", false)]
    [InlineData("Condition?status=active", false)]
    public void Matches_Criteria_FollowsTokenSearch(string text, bool expected)
    {
        SearchCriteria.TryParse(text, out SearchCriteria? criteria, out string? problem).ShouldBeTrue(problem);

        criteria!.Matches(Condition).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=1")]
    [InlineData("Condition?onset-date=gt2020")]
    [InlineData("Condition?code")]
    public void TryParse_NotUnderstood_SaysSo(string text)
    {
        SearchCriteria.TryParse(text, out SearchCriteria? criteria, out string? problem).ShouldBeFalse();

        criteria.ShouldBeNull();
        problem.ShouldNotBeNullOrEmpty();
    }
}
