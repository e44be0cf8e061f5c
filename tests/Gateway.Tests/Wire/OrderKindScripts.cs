using Gateway.Messages;

namespace Gateway.Tests.Wire;

/// <summary>One conversation over FIX about one instrument.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Lines">
/// <c>1 &gt; D 11=a …</c> is sent by the first strategy, <c>1 &lt; 8 11=a …</c> is the next message it gets, of that type and with those fields; a field without a
/// value is absent, 58 is compared as far as it is written. Symbol and time are added, every ClOrdID is this conversation's own.
/// </param>
public sealed record WireScript(string Name, string Lines)
{
    /// <summary>Of its instrument.</summary>
    internal PostOnlyMode PostOnly { get; init; }

    /// <summary>FIX 4.2 does not have all of its messages.</summary>
    internal bool NotIn42 { get; init; }

    /// <summary>Of its instrument.</summary>
    internal SelfTradePrevention SelfTrade { get; init; } = SelfTradePrevention.CancelNewest;

    public override string ToString() => Name;
}

/// <summary>Every kind of order as a strategy sees it on its socket.</summary>
static class OrderKindScripts
{
    internal static readonly WireScript[] All =
    [
        new("A limit order rests, is filled in two trades", """
            1 > D 11=b 54=1 38=10 40=2 44=100
            1 < 8 11=b 150=0 39=0 44=100 151=10 14=0 99=
            2 > D 11=s 54=2 38=4 40=2 44=99
            2 < 8 11=s 150=0 39=0
            2 < 8 11=s 150=F 39=2 31=100 32=4
            1 < 8 11=b 150=F 39=1 31=100 32=4 14=4 151=6 6=100
            2 > D 11=s2 54=2 38=6 40=2 44=100
            1 < 8 11=b 150=F 39=2 14=10 151=0
            """),
        new("A market order takes what there is, the rest ends", """
            2 > D 11=s 54=2 38=4 40=2 44=100
            2 < 8 11=s 150=0
            1 > D 11=m 54=1 38=10 40=1
            1 < 8 11=m 150=0 39=0
            1 < 8 11=m 150=F 39=1 31=100 32=4
            1 < 8 11=m 150=4 39=4 14=4 151=0
            1 > D 11=m2 54=1 38=10 40=1
            1 < 8 11=m2 150=0
            1 < 8 11=m2 150=4 39=4 58=NO_LIQUIDITY
            """),
        new("IOC and FOK", """
            2 > D 11=s 54=2 38=4 40=2 44=100 59=1
            2 < 8 11=s 150=0 59=1
            1 > D 11=f 54=1 38=5 40=2 44=100 59=4
            1 < 8 11=f 150=0 59=4
            1 < 8 11=f 150=4 39=4 14=0
            1 > D 11=i 54=1 38=3 40=2 44=100 59=3
            1 < 8 11=i 150=0
            1 < 8 11=i 150=F 39=2
            2 < 8 11=s 150=F 39=1 151=1
            1 > D 11=i2 54=1 38=3 40=2 44=100 59=3
            1 < 8 11=i2 150=0
            1 < 8 11=i2 150=F 39=1
            1 < 8 11=i2 150=4 39=4 14=1 151=0
            """),
        new("A stop limit rests at its limit once it is triggered", """
            1 > D 11=s 54=1 38=5 40=4 99=101 44=101.5
            1 < 8 11=s 150=0 39=0 40=4 99=101 44=101.5 151=5
            2 > D 11=m1 54=2 38=1 40=2 44=101
            2 > D 11=m2 54=2 38=2 40=2 44=101.2
            2 > D 11=m3 54=2 38=9 40=2 44=101.6
            2 < 8 11=m1 150=0
            2 < 8 11=m2 150=0
            2 < 8 11=m3 150=0
            1 > D 11=t 54=1 38=1 40=2 44=101
            1 < 8 11=t 150=0
            1 < 8 11=t 150=F 39=2
            1 < 8 11=s 39=0 58=TRIGGERED
            1 < 8 11=s 150=F 39=1 31=101.2 32=2 151=3
            2 > D 11=m4 54=2 38=3 40=2 44=101.5
            1 < 8 11=s 150=F 39=2 31=101.5
            """),
        new("A sell stop is replaced, cancelled and, at its trigger already, acts at once", """
            2 > D 11=b 54=1 38=1 40=2 44=99
            2 > D 11=b2 54=1 38=9 40=2 44=98
            1 > D 11=s 54=2 38=5 40=3 99=97
            1 < 8 11=s 150=0 39=0 99=97 44=
            1 > G 11=r 41=s 54=2 38=4 40=3 99=96
            1 < 8 11=r 41=s 150=5 99=96 151=4
            1 > F 11=c 41=r 54=2
            1 < 8 11=c 41=r 150=4 39=4
            1 > D 11=t 54=2 38=1 40=2 44=99
            1 < 8 11=t 150=0
            1 < 8 11=t 150=F 39=2 31=99
            1 > D 11=u 54=2 38=2 40=3 99=99
            1 < 8 11=u 150=0
            1 < 8 11=u 39=0 58=TRIGGERED
            1 < 8 11=u 150=F 39=2 31=98
            """),
        new("Market to limit takes the best price and rests there", """
            2 > D 11=s 54=2 38=5 40=2 44=100
            2 > D 11=s2 54=2 38=5 40=2 44=101
            2 < 8 11=s 150=0
            2 < 8 11=s2 150=0
            1 > D 11=k 54=1 38=8 40=K
            1 < 8 11=k 150=0 39=0 40=K
            1 < 8 11=k 150=F 39=1 31=100 32=5
            1 < 8 11=k 150=D 39=1 40=2 44=100 151=3
            2 < 8 11=s 150=F 39=2
            2 > D 11=t 54=2 38=3 40=2 44=100
            1 < 8 11=k 150=F 39=2 31=100
            """),
        new("All or none on entry", """
            2 > D 11=s 54=2 38=5 40=2 44=100
            2 < 8 11=s 150=0
            1 > D 11=a 54=1 38=6 40=2 44=100 18=G
            1 < 8 11=a 150=0
            1 < 8 11=a 150=4 39=4 14=0 58=MINIMUM_QUANTITY
            1 > D 11=a2 54=1 38=5 40=2 44=100 18=G
            1 < 8 11=a2 150=0
            1 < 8 11=a2 150=F 39=2
            """),
        new("A least quantity on entry, the rest stays", """
            2 > D 11=s 54=2 38=5 40=2 44=100
            2 < 8 11=s 150=0
            1 > D 11=a 54=1 38=9 40=2 44=100 110=6
            1 < 8 11=a 150=0
            1 < 8 11=a 150=4 39=4 14=0 58=MINIMUM_QUANTITY
            1 > D 11=a2 54=1 38=9 40=2 44=100 110=5
            1 < 8 11=a2 150=0
            1 < 8 11=a2 150=F 39=1 151=4
            2 < 8 11=s 150=F 39=2
            2 > D 11=t 54=2 38=1 40=2 44=100
            1 < 8 11=a2 150=F 39=1 151=3
            """),
        new("Post-only is refused where it would take", """
            2 > D 11=s 54=2 38=5 40=2 44=100
            2 < 8 11=s 150=0
            1 > D 11=p 54=1 38=5 40=2 44=100 18=6
            1 < 8 11=p 150=8 39=8 58=POST_ONLY_WOULD_TAKE
            1 > D 11=p2 54=1 38=5 40=2 44=99.99 18=6
            1 < 8 11=p2 150=0 39=0
            1 > G 11=r 41=p2 54=1 38=5 40=2 44=100 18=6
            1 < 9 11=r 41=p2 434=2 39=0 58=POST_ONLY_WOULD_TAKE
            """),
        new("Post-only slides where the instrument says so", """
            2 > D 11=s 54=2 38=5 40=2 44=100
            2 < 8 11=s 150=0
            1 > D 11=p 54=1 38=5 40=2 44=100.5 18=6
            1 < 8 11=p 150=0 39=0 44=100.5
            1 < 8 11=p 150=D 39=0 44=99.99 151=5
            2 > D 11=t 54=2 38=5 40=2 44=99.99
            1 < 8 11=p 150=F 39=2 31=99.99
            """) { PostOnly = PostOnlyMode.Slide },
        new("An iceberg shows its peak and goes to the back with each refresh", """
            1 > D 11=i 54=2 38=10 40=2 44=100 111=3
            1 < 8 11=i 150=0 151=10
            1 > D 11=j 54=2 38=2 40=2 44=100
            1 < 8 11=j 150=0
            2 > D 11=t 54=1 38=4 40=2 44=100
            1 < 8 11=i 150=F 39=1 32=3 151=7
            1 < 8 11=j 150=F 39=1 32=1
            2 > D 11=u 54=1 38=2 40=2 44=100
            1 < 8 11=j 150=F 39=2 32=1
            1 < 8 11=i 150=F 39=1 32=1 151=6
            """),
        new("Reduce-only never opens a position", """
            1 > D 11=r 54=2 38=5 40=2 44=100 18=E
            1 < 8 11=r 150=8 39=8 58=REDUCE_ONLY
            2 > D 11=s 54=2 38=3 40=2 44=100
            2 < 8 11=s 150=0
            1 > D 11=b 54=1 38=3 40=2 44=100
            1 < 8 11=b 150=0
            1 < 8 11=b 150=F 39=2
            1 > D 11=r2 54=2 38=4 40=2 44=101 18=E
            1 < 8 11=r2 150=8 58=REDUCE_ONLY
            1 > D 11=r3 54=2 38=3 40=2 44=101 18=E
            1 < 8 11=r3 150=0 39=0
            """),
        new("Good till date keeps its end and a replace moves it", """
            1 > D 11=g 54=1 38=5 40=2 44=90 59=6 126=20990101-00:00:00
            1 < 8 11=g 150=0 59=6 126=20990101-00:00:00.000
            1 > G 11=r 41=g 54=1 38=5 40=2 44=90 59=6 126=20980101-00:00:00
            1 < 8 11=r 150=5 126=20980101-00:00:00.000
            1 > D 11=h 54=1 38=5 40=2 44=90 59=6 432=20991231
            1 < 8 11=h 150=0 59=6
            1 > F 11=c 41=h 54=1
            1 < 8 11=c 150=4 39=4
            """),
        new("Reducing keeps the place, a new price or more quantity loses it", """
            1 > D 11=a 54=1 38=5 40=2 44=100
            1 > D 11=b 54=1 38=5 40=2 44=100
            1 < 8 11=a 150=0
            1 < 8 11=b 150=0
            1 > G 11=a2 41=a 54=1 38=4 40=2 44=100
            1 < 8 11=a2 41=a 150=5 39=0 38=4 151=4
            2 > D 11=t 54=2 38=1 40=2 44=100
            1 < 8 11=a2 150=F 39=1 151=3
            1 > G 11=a3 41=a2 54=1 38=6 40=2 44=100
            1 < 8 11=a3 41=a2 150=5 39=1 151=5 14=1
            2 > D 11=u 54=2 38=5 40=2 44=100
            1 < 8 11=b 150=F 39=2
            1 > G 11=a4 41=a3 54=1 38=1 40=2 44=100
            1 < 9 11=a4 41=a3 434=2 39=1 58=REPLACE_BELOW_FILLED
            1 > G 11=a5 41=nope 54=1 38=1 40=2 44=100
            1 < 9 11=a5 434=2 39=8 102=1 58=UNKNOWN_ORDER
            """),
        new("Self-trades: the arriving order ends, or what the order asks for", """
            1 > D 11=m 54=2 38=5 40=2 44=100
            1 < 8 11=m 150=0
            1 > D 11=t 54=1 38=5 40=2 44=100
            1 < 8 11=t 150=0
            1 < 8 11=t 150=4 39=4 14=0 58=SELF_TRADE
            1 > D 11=d 54=1 38=2 40=2 44=100 2964=4
            1 < 8 11=d 150=0
            1 < 8 11=m 150=D 39=0 38=3 151=3
            1 < 8 11=d 150=4 39=4 58=SELF_TRADE
            1 > D 11=o 54=1 38=2 40=2 44=100 2964=2
            1 < 8 11=o 150=0
            1 < 8 11=m 150=4 39=4 58=SELF_TRADE
            1 > D 11=x 54=2 38=2 40=2 44=100 2964=3
            1 < 8 11=x 150=0
            1 < 8 11=o 150=4 39=4 58=SELF_TRADE
            1 < 8 11=x 150=4 39=4 58=SELF_TRADE
            """),
        new("Self-trades: the instrument's own mode is for orders that ask for none", """
            1 > D 11=m 54=2 38=5 40=2 44=100
            1 < 8 11=m 150=0
            1 > D 11=t 54=1 38=2 40=2 44=100
            1 < 8 11=t 150=0
            1 < 8 11=m 150=4 39=4 58=SELF_TRADE
            1 > D 11=u 54=2 38=2 40=2 44=100 2964=5
            1 < 8 11=u 150=0
            1 < 8 11=u 150=F 39=2
            1 < 8 11=t 150=F 39=2
            """) { SelfTrade = SelfTradePrevention.CancelOldest },
        new("Self-trades: the account's mode comes before the instrument's, and a group's accounts count as one", """
            1 > D 11=m 54=2 38=5 40=2 44=100 1=A4
            1 < 8 11=m 150=0 1=A4
            1 > D 11=t 54=1 38=2 40=2 44=100 1=A4
            1 < 8 11=t 150=0
            1 < 8 11=m 150=4 39=4 58=SELF_TRADE
            1 < 8 11=t 150=4 39=4 58=SELF_TRADE
            1 > D 11=n 54=2 38=5 40=2 44=100 1=A4
            1 < 8 11=n 150=0
            1 > D 11=u 54=1 38=2 40=2 44=100 1=A3
            1 < 8 11=u 150=0
            1 < 8 11=u 150=4 39=4 58=SELF_TRADE
            1 > D 11=v 54=1 38=2 40=2 44=100 1=A2
            1 < 8 11=v 150=0
            1 < 8 11=v 150=F 39=2
            1 < 8 11=n 150=F 39=1
            """),
        new("Mass cancel of an instrument, narrowed by side and account", """
            1 > D 11=a 54=1 38=1 40=2 44=90
            1 > D 11=b 54=1 38=1 40=2 44=91 1=A3
            1 > D 11=c 54=2 38=1 40=2 44=110
            1 > D 11=d 54=2 38=1 40=3 99=80
            3 > D 11=e 54=1 38=1 40=2 44=92
            1 < 8 11=a 150=0
            1 < 8 11=b 150=0
            1 < 8 11=c 150=0
            1 < 8 11=d 150=0
            3 < 8 11=e 150=0
            1 > q 11=q1 530=1 54=1 1=A3
            1 < r 11=q1 530=1 531=1 533=1
            1 < 8 11=b 150=4 39=4
            1 > q 11=q2 530=1 54=2
            1 < r 11=q2 530=1 531=1 533=2
            1 < 8 11=c 150=4 39=4
            1 < 8 11=d 150=4 39=4
            1 > q 11=q3 530=1
            1 < r 11=q3 531=1 533=1
            1 < 8 11=a 150=4 39=4
            1 > q 11=q4 530=1
            1 < r 11=q4 531=1 533=0
            3 > q 11=q5 530=7
            3 < r 11=q5 530=7 531=7 533=1
            3 < 8 11=e 150=4 39=4
            """) { NotIn42 = true },
        new("Mass cancels that cannot be", """
            1 > q 11=q1 530=2
            1 < r 11=q1 531=0 532=99 58=FIELD_INVALID
            1 > q 11=q2 530=7 1=NOBODY
            1 < r 11=q2 531=0 58=UNKNOWN_ACCOUNT
            1 > q 11=q2 530=7
            1 < r 11=q2 531=0 58=DUPLICATE_CLORDID
            """) { NotIn42 = true },
        new("What a kind may not be", """
            1 > D 11=a 54=1 38=5 40=3
            1 < 8 11=a 150=8 39=8 58=PRICE_INVALID
            1 > D 11=b 54=1 38=5 40=4 99=101
            1 < 8 11=b 150=8 58=PRICE_INVALID
            1 > D 11=c 54=1 38=5 40=K 44=100
            1 < 8 11=c 150=8 58=PRICE_INVALID
            1 > D 11=d 54=1 38=5 40=P 44=100
            1 < 8 11=d 150=8 58=UNSUPPORTED_ORDER
            1 > D 11=f 54=1 38=5 40=2 44=100 110=6
            1 < 8 11=f 150=8 39=8
            1 > D 11=g 54=1 38=5 40=1 18=6
            1 < 8 11=g 150=8 58=UNSUPPORTED_ORDER
            1 > D 11=h 54=1 38=5 40=2 44=100 18=Z
            1 < 8 11=h 150=8 58=UNSUPPORTED_ORDER
            1 > D 11=i 54=1 38=5 40=2 44=100 59=6 126=20200101-00:00:00
            1 < 8 11=i 150=8 58=EXPIRE_TIME_IN_PAST
            1 > D 11=j 54=1 38=5 40=3 99=100.005
            1 < 8 11=j 150=8 58=PRICE_INCREMENT
            1 > D 11=k 54=1 38=0.5 40=2 44=100
            1 < 8 11=k 150=8 58=LOT_SIZE
            1 > D 11=l 54=1 38=5 40=2 44=100 59=3 111=2
            1 < 8 11=l 150=8 58=UNSUPPORTED_ORDER
            1 > D 11=m 54=1 38=5 40=2 44=100 2964=9
            1 < 8 11=m 150=8 58=FIELD_INVALID
            1 > D 11=n 54=9 38=5 40=2 44=100
            1 < 8 11=n 150=8 58=SIDE_INVALID
            1 > D 11=o 54=1 38=5 40=2 44=100 59=5
            1 < 8 11=o 150=8 58=UNSUPPORTED_ORDER
            """),
    ];
}
