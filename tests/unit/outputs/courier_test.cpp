// SPDX-License-Identifier: Apache-2.0
#include "outputs/courier.h"

#include <gtest/gtest.h>

#include <deque>

#include "base/clock.h"

namespace ocellus {
namespace {

using Outcome = DeliveryReport::Outcome;

// An outbox in memory; it can be told to fail as a full disk does.
class FakeMailbag final : public Mailbag {
public:
    Result<std::optional<OutboxMessage>> advance(const std::string& destination,
                                                 const std::optional<Done>& done) override {
        EXPECT_EQ(destination, "http/gate/occupancy/1");
        if (broken) {
            return failure(Error::Kind::Storage, "the disk is full");
        }
        if (done) {
            (done->settlement == Settlement::Delivered ? delivered : refused)
                .push_back(done->message.event.id);
            waiting.pop_front();
        }
        return waiting.empty() ? std::nullopt : std::optional{waiting.front()};
    }

    void put(const std::string& id) {
        OutboxMessage message;
        message.number = ++number_;
        message.event.id = id;
        waiting.push_back(message);
    }

    std::deque<OutboxMessage> waiting;
    std::vector<std::string> delivered;
    std::vector<std::string> refused;
    bool broken = false;

private:
    std::uint64_t number_ = 0;
};

// Notes what it is given; the test answers for the receiver.
class FakeOutput final : public Output {
public:
    void deliver(const OutboxMessage& message, Delivered done) override {
        EXPECT_FALSE(pending) << "one message at a time";
        sent.push_back(message.event.id);
        pending = std::move(done);
    }

    [[nodiscard]] Duration longestPause() const override { return std::chrono::seconds{10}; }

    [[nodiscard]] std::optional<int> retries() const override { return mostRetries; }

    std::vector<std::string> sent;
    Delivered pending;
    std::optional<int> mostRetries;
};

class CourierTest : public ::testing::Test {
protected:
    // The receiver answers the message on its way.
    void answer(Outcome outcome, std::optional<Duration> retryAfter = std::nullopt) {
        ASSERT_TRUE(output_->pending) << "nothing is on its way";
        std::exchange(output_->pending,
                      nullptr)({outcome, {Error::Kind::Unavailable, "no answer", {}}, retryAfter});
        courier_.onReport(report_, clock_.now());
    }

    // Seconds until the next try is made.
    int secondsToNextTry() {
        const std::size_t before = output_->sent.size();
        for (int seconds = 0; seconds < 100; ++seconds) {
            courier_.turn(clock_.now(), false);
            if (output_->sent.size() != before) {
                return seconds;
            }
            clock_.advance(std::chrono::seconds{1});
        }
        return -1;
    }

    void wake() { courier_.turn(clock_.now(), true); }

    FakeMailbag mailbag_;
    std::shared_ptr<FakeOutput> output_ = std::make_shared<FakeOutput>();
    ManualClock clock_;
    DeliveryReport report_;
    Courier courier_{"http/gate/occupancy/1", output_, mailbag_,
                     [this](DeliveryReport report) { report_ = report; }};
};

TEST_F(CourierTest, TakesUpWhatWaitedFromBeforeAndGoesInOrder) {
    mailbag_.put("a");
    mailbag_.put("b");
    courier_.turn(clock_.now(), false);
    answer(Outcome::Delivered);
    answer(Outcome::Delivered);
    EXPECT_EQ(output_->sent, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(mailbag_.delivered, (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(courier_.due());
    mailbag_.put("c");
    wake();
    EXPECT_EQ(output_->sent.back(), "c");
}

TEST_F(CourierTest, AWakeWhileAMessageIsOnItsWaySendsNoOther) {
    mailbag_.put("a");
    wake();
    mailbag_.put("b");
    wake();
    wake();
    EXPECT_EQ(output_->sent, std::vector<std::string>{"a"});
    answer(Outcome::Delivered);
    EXPECT_EQ(output_->sent, (std::vector<std::string>{"a", "b"}));
}

TEST_F(CourierTest, PausesDoubleUpToTheLongestAndStartAnewAfterSuccess) {
    mailbag_.put("a");
    mailbag_.put("b");
    wake();
    for (const int expected : {1, 2, 4, 8, 10, 10}) {
        answer(Outcome::Retry);
        EXPECT_EQ(secondsToNextTry(), expected);
    }
    EXPECT_EQ(courier_.state().failures, 6U);
    EXPECT_FALSE(courier_.state().up);
    EXPECT_EQ(courier_.state().reason, "no answer");
    answer(Outcome::Delivered);
    EXPECT_TRUE(courier_.state().up);
    EXPECT_EQ(courier_.state().reason, "");
    answer(Outcome::Retry);
    EXPECT_EQ(secondsToNextTry(), 1);
    EXPECT_EQ(mailbag_.delivered, std::vector<std::string>{"a"});
}

TEST_F(CourierTest, APauseIsNotCutShortByNewMessagesButByTheReceiversReturn) {
    mailbag_.put("a");
    wake();
    answer(Outcome::Retry);
    wake();
    EXPECT_EQ(output_->sent.size(), 1U);
    courier_.hurry();
    wake();
    EXPECT_EQ(output_->sent.size(), 2U);
}

TEST_F(CourierTest, TheReceiverMayAskForALongerPauseWithinTheLongest) {
    mailbag_.put("a");
    wake();
    answer(Outcome::Retry, std::chrono::seconds{7});
    EXPECT_EQ(secondsToNextTry(), 7);
    answer(Outcome::Retry, std::chrono::hours{7});
    EXPECT_EQ(secondsToNextTry(), 10);
}

TEST_F(CourierTest, ARefusedMessageIsTriedThriceThenSetAsideAndTheNextGoesOn) {
    mailbag_.put("bad");
    mailbag_.put("good");
    wake();
    answer(Outcome::Refused);
    EXPECT_EQ(secondsToNextTry(), 1);
    answer(Outcome::Refused);
    EXPECT_EQ(secondsToNextTry(), 2);
    answer(Outcome::Refused);
    EXPECT_EQ(mailbag_.refused, std::vector<std::string>{"bad"});
    EXPECT_EQ(courier_.state().refused, 1U);
    EXPECT_EQ(courier_.state().failures, 3U);
    EXPECT_EQ(output_->sent, (std::vector<std::string>{"bad", "bad", "bad", "good"}));
    answer(Outcome::Delivered);
    EXPECT_TRUE(courier_.state().up);
}

// TCP alarm notification: cameras try an alarm so many times and no more.
TEST_F(CourierTest, AnOutputWithBoundedRetriesGivesUpAndGoesOn) {
    output_->mostRetries = 2;
    mailbag_.put("late");
    mailbag_.put("next");
    wake();
    answer(Outcome::Retry);
    EXPECT_EQ(secondsToNextTry(), 1);
    answer(Outcome::Retry);
    EXPECT_EQ(secondsToNextTry(), 2);
    answer(Outcome::Retry);
    EXPECT_EQ(output_->sent, (std::vector<std::string>{"late", "late", "late", "next"}));
    EXPECT_EQ(mailbag_.refused, std::vector<std::string>{"late"});
    answer(Outcome::Retry);
    EXPECT_EQ(secondsToNextTry(), 1) << "tries are counted for each message";
    answer(Outcome::Delivered);
    EXPECT_EQ(mailbag_.delivered, std::vector<std::string>{"next"});
}

TEST_F(CourierTest, WithoutABoundItIsTriedForEver) {
    mailbag_.put("a");
    wake();
    for (int i = 0; i < 50; ++i) {
        answer(Outcome::Retry);
        ASSERT_GE(secondsToNextTry(), 1);
    }
    EXPECT_TRUE(mailbag_.refused.empty());
}

TEST_F(CourierTest, WhatWasDeliveredIsNotSentAgainWhileTheOutboxFails) {
    mailbag_.put("a");
    mailbag_.put("b");
    wake();
    mailbag_.broken = true;
    answer(Outcome::Delivered);
    EXPECT_EQ(courier_.state().reason, "the disk is full");
    EXPECT_EQ(output_->sent, std::vector<std::string>{"a"});
    mailbag_.broken = false;
    EXPECT_EQ(secondsToNextTry(), 1);
    EXPECT_EQ(mailbag_.delivered, std::vector<std::string>{"a"});
    EXPECT_EQ(output_->sent, (std::vector<std::string>{"a", "b"}));
}

TEST_F(CourierTest, AStrayReportChangesNothing) {
    courier_.onReport({Outcome::Refused, {}, std::nullopt}, clock_.now());
    EXPECT_EQ(courier_.state().failures, 0U);
    mailbag_.put("a");
    wake();
    EXPECT_EQ(output_->sent, std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace ocellus
