using System.Reflection;
using Gateway.Engine.Risk;
using Gateway.Engine.Tests.Scenarios;
using Gateway.Messages;

namespace Gateway.Engine.Tests.Rules;

/// <summary>
/// The matrix: every rule of the catalogue, R001 to R110 and the risk daemon's RULE-001 to RULE-012, by what sets it off, with the test that holds it there. A rule
/// of the engine without a row, a row without its test, and a test without its three sides of the boundary are failures.
/// </summary>
public sealed class RuleMatrixTests
{
    /// <summary>What sets each rule off: N new, R replace, X fill or report, M mark, K timer, V venue, L logon or logout, O operator.</summary>
    static readonly Dictionary<int, string> s_when = new()
    {
        [1] = "N", [2] = "N", [3] = "N", [4] = "NR", [5] = "NR", [6] = "NR", [10] = "NR", [11] = "NR", [12] = "NR", [13] = "N", [14] = "NR", [15] = "N",
        [20] = "NR", [21] = "NR", [22] = "NR", [23] = "NR", [24] = "NR", [25] = "NR", [26] = "N", [30] = "NR", [31] = "NR", [32] = "NR", [33] = "X",
        [34] = "NR", [35] = "N", [36] = "N", [37] = "NR", [38] = "R", [40] = "N", [41] = "NRO", [42] = "N", [43] = "NRK", [44] = "NRK",
        [50] = "NRX", [51] = "NRX", [52] = "NR", [53] = "NR", [54] = "NR", [55] = "NR", [60] = "NR", [61] = "NRM", [62] = "NRK", [63] = "NRX",
        [70] = "X", [71] = "M", [72] = "M", [73] = "X", [74] = "X", [75] = "X", [76] = "M", [77] = "NX", [80] = "K", [81] = "XMK", [90] = "V", [91] = "L", [92] = "K",
        [93] = "N", [94] = "NV", [95] = "NV", [96] = "V", [99] = "O", [100] = "K", [110] = "NR",
    };

    /// <summary>The risk daemon's rules under their numbers of the catalogue.</summary>
    static readonly Dictionary<string, int> s_daemon = new()
    {
        ["RULE-001"] = 50, ["RULE-002"] = 51, ["RULE-003"] = 70, ["RULE-004"] = 71, ["RULE-005"] = 72, ["RULE-006"] = 75, ["RULE-007"] = 74, ["RULE-008"] = 80,
        ["RULE-009"] = 43, ["RULE-010"] = 90, ["RULE-011"] = 41, ["RULE-012"] = 81,
    };

    /// <summary>Rules without a number of their own: something is so or is not.</summary>
    static readonly int[] s_withoutBoundary = [1, 2, 3, 4, 13, 26, 32, 34, 38, 40, 41, 42, 90, 91, 99, 100];

    // Rule, what sets it off, class and method. The scope tests and the boundary tests add theirs.
    static readonly string[] s_rows =
    [
        "1 N RiskTests.R001_only_trading_sessions_may_trade",
        "2 N RiskTests.R002_R003_account_and_instrument_are_known",
        "3 N RiskTests.R002_R003_account_and_instrument_are_known",
        "5 N RiskTests.R005_reduce_only_never_flips_the_position",
        "5 R ThresholdTests.R005_a_replace_is_no_way_around_a_state",
        "6 N ThresholdTests.R073_the_days_profit_locks_its_account",
        "6 R ThresholdTests.R006_a_replace_is_no_way_around_a_lockout",
        "10 N RiskTests.R010_prices_are_multiples_of_the_tick",
        "10 R ThresholdTests.R010_R011_R012_R060_a_replace_meets_what_an_order_meets",
        "11 N RiskTests.R011_quantities_are_lots_between_minimum_and_maximum",
        "11 R ThresholdTests.R010_R011_R012_R060_a_replace_meets_what_an_order_meets",
        "12 N RiskTests.R012_the_value_of_an_order_has_a_minimum",
        "12 R ThresholdTests.R010_R011_R012_R060_a_replace_meets_what_an_order_meets",
        "13 N RiskTests.R013_types_that_are_not_offered_are_refused",
        "15 N ThresholdOfTimeTests.R015_an_order_may_not_end_before_it_begins",
        "22 N RiskTests.R022_the_collar_around_the_reference",
        "23 N RequestRuleTests.R023_the_average_of_the_window_moves_slower_than_the_last_trade",
        "24 N RequestRuleTests.R024_the_venues_band_counts_on_both_sides",
        "25 N RiskTests.R025_a_reference_grows_too_old",
        "30 N ThresholdOfTimeTests.R030_a_bucket_of_tokens_is_full_again_after_its_window",
        "33 X ThresholdTests.R033_fills_in_one_direction_stop_an_instrument",
        "34 N RiskTests.R034_an_id_is_used_once_a_day_whatever_became_of_it",
        "34 R ThresholdTests.R034_a_replace_needs_an_id_of_its_own",
        "35 N RequestRuleTests.R035_equal_orders_in_a_row",
        "40 N OwnBookTests.Self_trades_are_prevented_as_the_order_asks",
        "41 O ResultRuleTests.R041_an_instrument_that_is_blocked_has_its_positions_closed_when_asked_for",
        "43 N RequestRuleTests.R043_only_between_open_and_close",
        "43 K RequestRuleTests.R043_the_end_cancels_what_works_once",
        "44 N RequestRuleTests.R044_before_the_close_only_reducing",
        "44 K RequestRuleTests.R044_before_the_close_only_reducing",
        "50 X ResultRuleTests.R050_R051_a_position_beyond_its_limit_gives_up_its_working_orders",
        "51 X ResultRuleTests.R050_R051_a_position_beyond_its_limit_gives_up_its_working_orders",
        "60 N RiskPositionTests.R060_margin_covers_the_order",
        "60 R ThresholdTests.R010_R011_R012_R060_a_replace_meets_what_an_order_meets",
        "61 M ResultRuleTests.R061_below_the_buffer_only_reducing_until_it_is_there_again",
        "62 K ResultRuleTests.R062_a_claim_ends_with_its_time_and_the_order_with_it",
        "63 X ThresholdTests.R063_a_fill_that_uses_the_line_up_cancels_what_works",
        "70 X ResultRuleTests.R070_the_days_loss_locks_until_the_scopes_own_reset",
        "71 M ResultRuleTests.R071_of_all_positions_locks_after_three_marks",
        "72 M ResultRuleTests.R072_the_target_closes_the_position",
        "73 X ThresholdTests.R073_the_days_profit_locks_its_account",
        "74 X ResultRuleTests.R074_the_greatest_step_that_a_trades_loss_reaches_counts",
        "75 X ThresholdTests.R075_one_trade_more_than_the_limit_locks",
        "76 M ResultRuleTests.R076_the_fall_from_the_days_best_result_locks_until_an_operator_unlocks",
        "77 N ThresholdTests.R077_refused_orders_stop_a_strategy",
        "77 X ResultRuleTests.R077_losses_in_a_row_stop_a_strategy",
        "80 K ResultRuleTests.R080_a_position_without_a_stop_is_closed_after_the_grace",
        "81 X TradeManagementTests.It_trails_goes_to_the_entry_and_never_back",
        "81 M ThresholdTests.R081_enough_profit_brings_the_stop_to_the_entry",
        "81 K TradeManagementTests.With_nobody_to_trade_with_it_is_tried_again_on_each_tick",
        "90 V VenueRuleTests.R090_lost_credentials_stop_a_venue_until_it_lets_trade_again",
        "91 L OwnBookTests.A_lost_session_loses_its_orders_when_it_asked_for_it",
        "92 K VenueRuleTests.R092_silence_with_orders_open_cancels_them",
        "93 N VenueRuleTests.R093_what_takes_at_once_needs_a_young_quote",
        "94 N VenueRuleTests.R094_a_venue_that_refuses_too_often_is_passed_over_for_a_while",
        "94 V VenueRuleTests.R094_as_many_refusals_as_the_limit_are_too_many",
        "95 N ThresholdTests.R095_orders_of_unknown_fate_block_their_account",
        "95 V ThresholdTests.R095_orders_of_unknown_fate_block_their_account",
        "96 V VenueRuleTests.R096_a_difference_beyond_the_tolerance_leaves_reducing_only",
        "99 O RiskPositionTests.R099_a_kill_switch_blocks_and_cancels_its_scope",
        "100 K RequestRuleTests.R100_stands_beside_what_operators_set",
        "110 N AllocationTests.Bad_sums_and_accounts_are_refused",
        "110 R AllocationTests.A_refused_replace_of_one_child_changes_none",
    ];

    sealed record Row(int Rule, char When, string Test);

    static IEnumerable<Row> Rows()
        => s_rows.Select(text => text.Split(' ')).Select(part => new Row(int.Parse(part[0], null), part[1][0], part[2]))
            .Concat(ScopeDesk.Recipes.SelectMany(recipe => Ways(recipe.Key, recipe.Value.Ways, nameof(RuleScopeTests), nameof(RuleScopeTests.A_limit_stops_what_is_of_its_scope_and_nothing_else))))
            .Concat(RuleBoundaryTests.Rules.SelectMany(rule => Ways(
                rule, ScopeDesk.Recipes[rule].Ways, nameof(RuleBoundaryTests), nameof(RuleBoundaryTests.One_below_what_an_order_comes_to_it_is_refused_at_it_and_above_it_passes))));

    static IEnumerable<Row> Ways(int rule, ScopeDesk.Ways ways, string type, string method)
    {
        if ((ways & ScopeDesk.Ways.New) != 0) yield return new(rule, 'N', $"{type}.{method}");
        if ((ways & ScopeDesk.Ways.Replace) != 0) yield return new(rule, 'R', $"{type}.{method}");
    }

    static MethodInfo? Find(string test)
    {
        var part = test.Split('.');
        return typeof(RuleMatrixTests).Assembly.GetTypes().SingleOrDefault(type => type.Name == part[0])?.GetMethod(part[1]);
    }

    static bool HasThreeSides(MethodInfo method)
        => method.GetCustomAttributes<MemberDataAttribute>().Any() || method.GetCustomAttributes<InlineDataAttribute>().Count() >= 3;

    [Fact]
    public void Every_rule_that_can_refuse_or_take_a_limit_has_a_row()
        => Assert.Equal(
            Enum.GetValues<RejectReason>().Select(reason => reason.Rule()).Concat(RuleCatalogue.All.Select(rule => rule.Number)).Where(rule => rule > 0).Distinct().Order(),
            s_when.Keys.Order());

    [Fact]
    public void Each_of_the_daemons_twelve_is_a_rule_of_the_catalogue()
        => Assert.Equal(Enumerable.Range(1, 12).Select(number => $"RULE-{number:000}"), s_daemon.Where(rule => RuleCatalogue.Find(rule.Value) is not null).Select(rule => rule.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_rule_has_a_test_for_all_that_sets_it_off()
    {
        var rows = Rows().ToLookup(row => (row.Rule, row.When));
        Assert.Empty(from rule in s_when from when in rule.Value where !rows.Contains((rule.Key, when)) select $"R{rule.Key:000} {when}");
        Assert.Empty(from row in Rows() where Find(row.Test)?.GetCustomAttribute<FactAttribute>() is null select row.Test);
    }

    [Fact]
    public void Each_rule_with_a_number_is_held_on_three_sides_of_it()
        => Assert.Empty(from rule in s_when.Keys.Except(s_withoutBoundary)
                        where !Rows().Any(row => row.Rule == rule && Find(row.Test) is { } test && HasThreeSides(test))
                        select $"R{rule:000}");
}
